package io.skep.node.internal;

import io.skep.node.internal.member.Leftovers;
import io.skep.seam.Loop;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What this node has on disk as a manager. Belongs to its loop. Source: swarm-behaviour ND-8. */
final class Estate {

    private static final Logger log = LoggerFactory.getLogger(Estate.class);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final Leftovers leftovers;
    private final Loop loop;
    private final Runnable changed;
    private State state = State.UNKNOWN;

    private enum State {
        /** There may be something. */
        UNKNOWN,
        /** There may be something, which must go before the node is a manager again. */
        FORFEITED,
        /** It is being deleted. */
        CLEARING,
        /** There is nothing. */
        CLEARED
    }

    /**
     * Of a node.
     *
     * @param changed called on the loop when it is worth looking again
     */
    Estate(Leftovers leftovers, Loop loop, Runnable changed) {
        this.leftovers = leftovers;
        this.loop = loop;
        this.changed = changed;
    }

    /** Whether a manager's duties may start: not before what the last time left is gone. */
    boolean free() {
        return state == State.UNKNOWN || state == State.CLEARED;
    }

    /**
     * A manager that has lost its data must not begin a cluster of its own: why its duties must not
     * start; empty when they may.
     *
     * @param others whether it knows other managers
     */
    String loss(boolean others) {
        if (others || leftovers.managed()) {
            return "";
        }
        again();
        return "no other manager is known, and this one's data is gone";
    }

    /** The node is a manager. */
    void use() {
        state = State.UNKNOWN;
    }

    private void again() {
        loop.schedule(RETRY, changed);
    }

    /** The node is no manager now, and may be one again before its duties stopped. */
    void forfeit() {
        if (state == State.UNKNOWN) {
            state = State.FORFEITED;
        }
    }

    /** Nobody uses the data: it goes if it is forfeited. */
    void clear() {
        if (state == State.FORFEITED) {
            state = State.CLEARING;
            loop.on(leftovers.clearManagers()).whenComplete((done, failure) -> cleared(failure));
        }
    }

    private void cleared(@Nullable Throwable failure) {
        state = failure == null ? State.CLEARED : State.FORFEITED;
        if (failure == null) {
            changed.run();
        } else {
            log.error("node: cannot delete what only managers may have", failure);
            again();
        }
    }
}
