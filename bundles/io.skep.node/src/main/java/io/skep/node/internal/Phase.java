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
    /** In a cluster. */
    INSIDE,
    /** It leaves its cluster. */
    LEAVING,
    /** Its papers cannot be read. */
    BROKEN,
    /** The process ends. */
    CLOSED;

    /** Whether its membership has begun and not yet come about. */
    boolean entering() {
        return this == FOUNDING || this == JOINING;
    }
}
