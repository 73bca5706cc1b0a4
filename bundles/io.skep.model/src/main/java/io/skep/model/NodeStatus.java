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
 */
public record NodeStatus(
        NodeState state,
        String message,
        String addr,
        NodeDescription description,
        @Nullable ManagerStatus manager) {

    /** Copies, orders and fills what is absent. */
    public NodeStatus {
        message = Given.text(message);
        addr = Given.text(addr);
    }

    /** This status in another state. */
    public NodeStatus withState(NodeState other, String why) {
        return new NodeStatus(other, why, addr, description, manager);
    }
}
