package io.skep.model;

import io.skep.model.spec.Given;

/**
 * Why a node does not take a task.
 *
 * @param node the node
 * @param filter the rule that refused
 * @param reason what is missing
 */
public record Rejection(NodeId node, String filter, String reason) {

    /** Copies, orders and fills what is absent. */
    public Rejection {
        filter = Given.text(filter);
        reason = Given.text(reason);
    }
}
