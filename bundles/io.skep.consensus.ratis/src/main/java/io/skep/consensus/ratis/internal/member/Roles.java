package io.skep.consensus.ratis.internal.member;

import io.skep.consensus.ConsensusSink;
import io.skep.consensus.Role;
import java.util.ArrayList;
import java.util.List;

/** What the host was told of this member's role. Owned by the member's loop. */
final class Roles {

    private record Said(Role role, long term, String leader) {}

    private final ConsensusSink sink;
    private final String self;
    private Said said = new Said(Role.CANDIDATE, -1, "");
    private boolean mute;
    private String elected = "";
    private final List<Runnable> parked = new ArrayList<>();

    Roles(ConsensusSink sink, String self) {
        this.sink = sink;
        this.self = self;
    }

    boolean leads() {
        return said.role() == Role.LEADER;
    }

    /** Somebody was elected; this member says that it leads only when it is ready. */
    void elected(String leader, long term) {
        elected = leader;
        if (!leader.equals(self)) {
            say(new Said(Role.FOLLOWER, term, leader));
            decide();
        }
    }

    /** Whether this member is the one that was elected last. */
    boolean isElected() {
        return elected.equals(self);
    }

    /** Runs a step now, or, while this member is elected and not ready, when that is decided. */
    void whenDecided(Runnable step) {
        if (isElected() && !leads()) {
            parked.add(step);
        } else {
            step.run();
        }
    }

    void ready(long term) {
        say(new Said(Role.LEADER, term, self));
        decide();
    }

    void leaderless(long term) {
        elected = "";
        say(new Said(Role.CANDIDATE, term, ""));
        decide();
    }

    private void decide() {
        var steps = List.copyOf(parked);
        parked.clear();
        steps.forEach(Runnable::run);
    }

    /** It cannot go on, and leads never again. */
    void broken() {
        leaderless(said.term());
    }

    /** From now on nothing is said. */
    void mute() {
        mute = true;
    }

    /** Says again what it is. */
    void unmute() {
        mute = false;
        tell();
    }

    private void say(Said now) {
        if (!now.equals(said)) {
            said = now;
            tell();
        }
    }

    private void tell() {
        if (!mute && said.term() >= 0) {
            sink.role(said.role(), said.term(), said.leader());
        }
    }
}
