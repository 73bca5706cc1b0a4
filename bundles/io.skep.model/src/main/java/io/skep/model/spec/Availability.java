package io.skep.model.spec;

/** Whether a node takes tasks. Source: swarm-behaviour ND-3 to ND-5. */
public enum Availability {
    /** Takes tasks. */
    ACTIVE,
    /** Keeps its tasks, takes no new ones. */
    PAUSE,
    /** Its tasks move away. */
    DRAIN
}
