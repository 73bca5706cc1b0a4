package io.skep.model;

import io.skep.model.spec.Given;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a node. Written by the dispatcher.
 *
 * @param state whether it answers
 * @param message why it does not
 * @param addr address without port
 * @param description its facts
 * @param manager its part in consensus; absent for workers
 * @param underlay what its networks stand on
 */
public record NodeStatus(
        NodeState state,
        String message,
        String addr,
        NodeDescription description,
        @Nullable ManagerStatus manager,
        Underlay underlay) {

    /** Copies, orders and fills what is absent. */
    public NodeStatus {
        message = Given.text(message);
        addr = Given.text(addr);
        underlay = underlay == null ? Underlay.UNKNOWN : underlay;
    }

    /** Of a node that says nothing of its underlay. */
    public NodeStatus(
            NodeState state,
            String message,
            String addr,
            NodeDescription description,
            @Nullable ManagerStatus manager) {
        this(state, message, addr, description, manager, Underlay.UNKNOWN);
    }

    /** This status in another state. */
    public NodeStatus withState(NodeState other, String why) {
        return new NodeStatus(other, why, addr, description, manager, underlay);
    }

    /** This status with another part in consensus. */
    public NodeStatus withManager(@Nullable ManagerStatus other) {
        return new NodeStatus(state, message, addr, description, other, underlay);
    }

    /** Where frames to it are sent; empty when nobody knows yet. */
    public String dataPath() {
        return underlay.dataPath().isEmpty() ? addr : underlay.dataPath();
    }
}
