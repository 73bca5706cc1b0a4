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
    private long since = Long.MIN_VALUE;

    Circle(ConsensusSink sink, String self, List<Member> founders) {
        this.sink = sink;
        this.self = self;
        this.members = new AtomicReference<>(founders);
    }

    List<Member> members() {
        return members.get();
    }

    /** These are the members since an index; what a log says again when it is read is old. */
    void become(long index, List<Member> now) {
        if (index < since) {
            return;
        }
        var first = since == Long.MIN_VALUE;
        since = index;
        var before = members.getAndSet(now);
        if (first || !before.equals(now)) {
            sink.members(now);
        }
        if (!first && has(before) && !has(now)) {
            log.info("consensus member {}: was let go", self);
        }
    }

    /** This member is none any more; the others may be others by now. */
    void leave() {
        become(since, members.get().stream().filter(it -> !it.id().equals(self)).toList());
    }

    /** Whether this member is one of them. */
    boolean hasSelf() {
        return has(members.get());
    }

    private boolean has(List<Member> some) {
        return some.stream().anyMatch(member -> member.id().equals(self));
    }
}
