package io.skep.consensus.ratis.internal.member;

import io.skep.consensus.ConsensusSink;
import io.skep.consensus.Member;
import io.skep.consensus.ratis.internal.machine.Configuration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who is in the group, as last committed. Written by the member's loop, read by any thread. */
final class Circle {

    private static final Logger log = LoggerFactory.getLogger(Circle.class);

    /** Of this member. */
    private enum Place {
        /** It waits to be taken in, or does not know yet that it was. */
        OUTSIDE,
        INSIDE,
        LET_GO
    }

    private final ConsensusSink sink;
    private final String self;
    // what the host may ask for on its own loop; written by this member's
    private final AtomicReference<List<Member>> members;
    private long since = Long.MIN_VALUE;
    private Place place = Place.OUTSIDE;

    Circle(ConsensusSink sink, String self, List<Member> founders) {
        this.sink = sink;
        this.self = self;
        this.members = new AtomicReference<>(founders);
    }

    List<Member> members() {
        return members.get();
    }

    /** It is so from an index on; what a log says again when it is read is old. */
    void become(Configuration now) {
        // who leads knows better than the log of a member that was let go
        if (now.since() < since || place == Place.LET_GO && now.since() == since) {
            return;
        }
        tell(now.members(), since == Long.MIN_VALUE);
        since = now.since();
        if (now.asks(self)) {
            place = Place.INSIDE;
        } else if (place == Place.INSIDE) {
            letGo();
        }
    }

    private void tell(List<Member> now, boolean first) {
        var before = members.getAndSet(now);
        if (first || !before.equals(now)) {
            sink.members(now);
        }
    }

    /** This member is none any more; the others may be others by now. */
    void leave() {
        var others = members.get().stream().filter(it -> !it.id().equals(self)).toList();
        tell(others, false);
        letGo();
    }

    private void letGo() {
        if (place != Place.LET_GO) {
            log.info("consensus member {}: was let go", self);
        }
        place = Place.LET_GO;
    }

    /** Whether this member was one of them since it started, and is none any more. */
    boolean letSelfGo() {
        return place == Place.LET_GO;
    }
}
