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
    /** It is to go on as the only manager of its cluster, and stops for that first. */
    RESTING,
    /** It goes on as the only manager of its cluster. */
    REFOUNDING,
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
        return this == INSIDE
                || this == JOINING
                || this == BROKEN
                || this == LOCKED
                || this == REFOUNDING;
    }

    /** Whether nothing of what a cluster asks for may work. */
    boolean aside() {
        return this == OUTSIDE || this == BROKEN || this == LOCKED || this == RESTING;
    }

    /** Whether its membership has begun and not yet come about. */
    boolean entering() {
        return this == FOUNDING || this == JOINING || this == REFOUNDING;
    }
}
