package io.skep.transport.agent;

import io.skep.model.NodeDescription;
import io.skep.model.Underlay;
import io.skep.model.spec.Given;

/**
 * How an agent opens its session.
 *
 * @param description the node's facts
 * @param addr address others reach the node at, without port. Source: swarm-behaviour ND-11
 * @param endpoint address and port of the cluster's port on this node
 * @param underlay what its networks stand on
 */
public record Hello(NodeDescription description, String addr, String endpoint, Underlay underlay) {

    /** Absent texts are empty. */
    public Hello {
        addr = Given.text(addr);
        endpoint = Given.text(endpoint);
        underlay = underlay == null ? Underlay.UNKNOWN : underlay;
    }

    /** Of a node that says nothing of its underlay. */
    public Hello(NodeDescription description, String addr, String endpoint) {
        this(description, addr, endpoint, Underlay.UNKNOWN);
    }

    /** The same with other facts. */
    public Hello with(NodeDescription other) {
        return new Hello(other, addr, endpoint, underlay);
    }
}
