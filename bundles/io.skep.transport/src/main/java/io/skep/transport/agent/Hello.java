package io.skep.transport.agent;

import io.skep.model.NodeDescription;
import io.skep.model.spec.Given;

/**
 * How an agent opens its session.
 *
 * @param description the node's facts
 * @param addr address others reach the node at, without port. Source: swarm-behaviour ND-11
 * @param endpoint address and port of the cluster's port on this node
 */
public record Hello(NodeDescription description, String addr, String endpoint) {

    /** Absent texts are empty. */
    public Hello {
        addr = Given.text(addr);
        endpoint = Given.text(endpoint);
    }
}
