package io.skep.model;

import io.skep.model.spec.NodeSpec;
import org.jspecify.annotations.Nullable;

/**
 * A node as stored.
 *
 * @param id its id
 * @param spec what the user wants
 * @param status what is known; absent until it first reported
 * @param grant the role it has; absent until somebody gave it one
 * @param identity its certificate; absent until it got one
 */
public record Node(
        NodeId id,
        Stored<NodeSpec> spec,
        @Nullable Stored<NodeStatus> status,
        @Nullable Stored<NodeGrant> grant,
        @Nullable Stored<NodeIdentity> identity) {

    /** Whether it answers and takes tasks. */
    public boolean takesTasks() {
        return state() == NodeState.READY
                && spec.value().availability() == io.skep.model.spec.Availability.ACTIVE;
    }

    /** Whether it answers; UNKNOWN before its first report. */
    public NodeState state() {
        return status == null ? NodeState.UNKNOWN : status.value().state();
    }

    /** Its host name; empty before its first report. */
    public String hostname() {
        return status == null ? "" : status.value().description().hostname();
    }
}
