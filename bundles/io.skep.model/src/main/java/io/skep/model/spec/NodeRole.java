package io.skep.model.spec;

/** What a node does in the cluster. */
public enum NodeRole {
    /** Runs tasks. */
    WORKER,
    /** Runs tasks and agrees on the cluster's state. */
    MANAGER
}
