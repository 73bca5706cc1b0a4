package io.skep.node.internal;

/** How a node lives. */
enum Phase {
    /** The process has just begun. */
    NEW,
    /** In no cluster. */
    OUTSIDE,
    /** It forms a cluster. */
    FOUNDING,
    /** It enters a cluster. */
    JOINING,
    /** In a cluster, and nobody has opened its disks yet. */
    LOCKED,
    /** In a cluster. */
    INSIDE,
    /** It leaves its cluster. */
    LEAVING,
    /** Its papers cannot be read. */
    BROKEN,
    /** The process ends. */
    CLOSED;

    /** Whether a node that lives like this may be told to leave. */
    boolean leavable() {
        return this == INSIDE || this == JOINING || this == BROKEN || this == LOCKED;
    }

    /** Whether nothing of what a cluster asks for may work. */
    boolean aside() {
        return this == OUTSIDE || this == BROKEN || this == LOCKED;
    }

    /** Whether its membership has begun and not yet come about. */
    boolean entering() {
        return this == FOUNDING || this == JOINING;
    }
}
