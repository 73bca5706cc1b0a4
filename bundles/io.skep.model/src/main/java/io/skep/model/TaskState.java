package io.skep.model;

import java.util.Locale;

/**
 * The life of a task, in order; a task's observed state only ever increases.
 *
 * <p>Source: swarm-behaviour 1.5. {@link #REMOVE} is only ever desired, never observed.
 */
public enum TaskState {
    /** Created; nothing allocated. */
    NEW(0),
    /** Resources of the cluster allocated; waits for a node. */
    PENDING(64),
    /** A node was chosen. */
    ASSIGNED(192),
    /** The node's agent took it. */
    ACCEPTED(256),
    /** Image, volumes and container are being made. */
    PREPARING(320),
    /** Prepared; waits until it may start. */
    READY(384),
    /** Starting, and waiting for its first healthy report if it has a health check. */
    STARTING(448),
    /** Running, and healthy once. */
    RUNNING(512),
    /** Ended by itself with exit code 0. */
    COMPLETE(576),
    /** Stopped on request. */
    SHUTDOWN(640),
    /** Ended with an error after it had begun to start. */
    FAILED(704),
    /** Refused before it began to start. */
    REJECTED(768),
    /** Desired only: stop and forget. */
    REMOVE(800),
    /** Its node is gone for good. */
    ORPHANED(832);

    private final int order;

    TaskState(int order) {
        this.order = order;
    }

    /** Swarm's number for this state. */
    public int order() {
        return order;
    }

    /** The name in Docker's API: lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether this state comes after {@code other}. */
    public boolean after(TaskState other) {
        return order > other.order;
    }

    /** Whether this state comes before {@code other}. */
    public boolean before(TaskState other) {
        return order < other.order;
    }

    /** Whether a task in this state will never run again: everything after {@link #RUNNING}. */
    public boolean terminal() {
        return after(RUNNING);
    }

    /** The later of two states. */
    public static TaskState later(TaskState a, TaskState b) {
        return a.after(b) ? a : b;
    }
}
