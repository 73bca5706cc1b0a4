package io.skep.roles.internal.step;

import io.skep.model.Node;
import io.skep.model.NodeGrant;
import io.skep.model.NodeId;
import io.skep.model.NodeState;
import io.skep.model.spec.NodeRole;
import org.jspecify.annotations.Nullable;

/**
 * Where a node stands between worker and manager.
 *
 * @param node which
 * @param stored whether the cluster knows it; a member it does not know was removed
 * @param wanted the role the user wants; WORKER when the node was removed
 * @param granted the role it has as far as the quorum has followed; absent when nobody gave it one
 * @param certified the role its certificate says; absent when it has none
 * @param reachable whether it answers
 * @param endpoint host:port it is reached at as a manager; empty when it is not known
 */
record Standing(
        NodeId node,
        boolean stored,
        NodeRole wanted,
        @Nullable NodeGrant granted,
        @Nullable NodeRole certified,
        boolean reachable,
        String endpoint) {

    /** Of a node that is stored. */
    static Standing of(Node node, NodeId self) {
        var grant = node.grant();
        var identity = node.identity();
        return new Standing(
                node.id(),
                true,
                node.spec().value().role(),
                grant == null ? null : grant.value(),
                identity == null ? null : identity.value().role(),
                node.id().equals(self) || node.state() == NodeState.READY,
                endpoint(node));
    }

    /** Of a member whose node was removed: nothing is wanted of it any more. */
    static Standing removed(NodeId node, NodeId self) {
        return new Standing(node, false, NodeRole.WORKER, null, null, node.equals(self), "");
    }

    private static String endpoint(Node node) {
        var status = node.status();
        var manager = status == null ? null : status.value().manager();
        return manager == null ? "" : manager.addr();
    }

    boolean wantedAsManager() {
        return wanted == NodeRole.MANAGER;
    }

    boolean isGranted(NodeRole role) {
        return granted != null && granted.role() == role;
    }

    /** Whether it was in the quorum and may still believe so. */
    boolean wasMember() {
        return granted != null && granted.member();
    }

    /** Whether it can be taken into the quorum now. Source: swarm-behaviour RA-7. */
    boolean canJoin() {
        return wantedAsManager()
                && isGranted(NodeRole.MANAGER)
                && certified == NodeRole.MANAGER
                && reachable
                && !endpoint.isEmpty();
    }
}
