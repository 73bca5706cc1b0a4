package io.skep.consensus.ratis.internal.member;

import io.skep.consensus.ConsensusSink;
import io.skep.consensus.Member;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who is in the group, as last committed. Written by the member's loop, read by any thread. */
final class Circle {

    private static final Logger log = LoggerFactory.getLogger(Circle.class);

    private final ConsensusSink sink;
    private final String self;
    // what the host may ask for on its own loop; written by this member's
    private final AtomicReference<List<Member>> members;
    private boolean begun;

    Circle(ConsensusSink sink, String self, List<Member> founders) {
        this.sink = sink;
        this.self = self;
        this.members = new AtomicReference<>(founders);
    }

    List<Member> members() {
        return members.get();
    }

    /** These are the members now. */
    void become(List<Member> now) {
        var before = members.getAndSet(now);
        if (begun && before.equals(now)) {
            return;
        }
        begun = true;
        if (has(before) && !has(now)) {
            log.info("consensus member {}: was let go", self);
        }
        sink.members(now);
    }

    /** Whether this member is one of them. */
    boolean hasSelf() {
        return has(members.get());
    }

    private boolean has(List<Member> some) {
        return some.stream().anyMatch(member -> member.id().equals(self));
    }
}
