package io.skep.lifecycle;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Something a node does while it has a role. The node room starts duties in the order they follow
 * one another and stops them in reverse; a duty may be started again after it was stopped.
 */
@ConsumerType
public interface Duty {

    /** When a duty is to work. A leader is a manager, a manager is a worker, a worker is a node. */
    enum Scope {
        /** While the process runs. */
        NODE,
        /** While the node is a manager of a cluster. */
        MANAGER,
        /** While the node leads its cluster. */
        LEADER,
        /** While the node belongs to a cluster. */
        WORKER
    }

    /** Its name, unique in the process. */
    String name();

    /** When it is to work. */
    Scope scope();

    /**
     * Names of the duties that must have started before, and stop after it: of the same scope, or
     * of one it includes.
     */
    default List<String> follows() {
        return List.of();
    }

    /**
     * Whether it works also while the node is locked: then it must not need the node's disks. Only
     * duties of scope NODE are asked.
     */
    default boolean worksLocked() {
        return false;
    }

    /**
     * Begins to work.
     *
     * @return completes when it works; fails when it cannot, with nothing left behind
     */
    CompletionStage<Void> start(DutyContext context);

    /**
     * The node leaves its cluster for good: gives up what it holds for it, for example the tasks it
     * was given. Called while it works; {@link #stop} follows. Does nothing unless overridden.
     *
     * @return completes when it is given up
     */
    default CompletionStage<Void> leave() {
        return CompletableFuture.completedFuture(null);
    }

    /**
     * Ends the work and releases everything.
     *
     * @param grace how long it may take at most
     * @return completes when nothing is left
     */
    CompletionStage<Void> stop(Duration grace);
}
