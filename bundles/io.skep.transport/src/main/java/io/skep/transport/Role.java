package io.skep.transport;

/** What a peer's certificate says it is. Source: swarm-behaviour CA-2. */
public enum Role {
    /** It showed no certificate. */
    STRANGER,
    /** A worker of the cluster. */
    WORKER,
    /** A manager of the cluster. */
    MANAGER
}
