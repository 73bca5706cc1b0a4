package io.skep.model;

/** The kinds of stored objects. */
public enum Kind {
    /** The cluster itself; there is one. */
    CLUSTER,
    /** A machine that takes part. */
    NODE,
    /** Something to keep running. */
    SERVICE,
    /** One attempt to run a replica. */
    TASK,
    /** A network that spans nodes. */
    NETWORK,
    /** Confidential data for tasks. */
    SECRET,
    /** Public data for tasks. */
    CONFIG;

    /** The name in messages and events: lower case. */
    public String label() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
