package io.skep.model;

import java.util.Locale;

/** Whether a node answers. Source: swarm-behaviour ND-2. */
public enum NodeState {
    /** Not heard of since the leader changed. */
    UNKNOWN,
    /** Missed its heartbeats. */
    DOWN,
    /** Answers. */
    READY,
    /** Said goodbye. */
    DISCONNECTED;

    /** The name in Docker's API: lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
