package io.skep.transport;

import org.osgi.annotation.versioning.ConsumerType;

/** Whether a node with a valid certificate still belongs to the cluster. Called by any thread. */
@ConsumerType
@FunctionalInterface
public interface Guard {

    /** Whether its caller may go on talking. Source: swarm-behaviour CA-8; must be fast. */
    boolean admits(Caller caller);
}
