package io.skep.ca.engine.internal.desk;

import io.skep.model.Node;
import io.skep.model.View;
import io.skep.model.spec.NodeRole;
import io.skep.store.Quorum;
import io.skep.store.Store;
import io.skep.transport.Caller;
import io.skep.transport.Guard;
import io.skep.transport.Role;

/**
 * Whether a node with a valid certificate still belongs to the cluster, in the role it shows.
 * Source: swarm-behaviour CA-8, CA-10.
 *
 * <p>A manager that was away knows less than its certificate proves: while it knows no leader, or
 * hears from the one it has, it takes the word of other managers, because it could not catch up
 * otherwise. Safe for use by any thread.
 */
public final class Gatekeeper implements Guard {

    private final Store store;
    private final Quorum quorum;

    /** Looks into a store. */
    public Gatekeeper(Store store, Quorum quorum) {
        this.store = store;
        this.quorum = quorum;
    }

    @Override
    public boolean admits(Caller caller) {
        var node = caller.node();
        if (caller.role() == Role.STRANGER || node == null) {
            return true;
        }
        var view = store.view();
        return known(view, caller) || caller.role() == Role.MANAGER && mayKnowMore(caller);
    }

    private static boolean known(View view, Caller caller) {
        var id = caller.node();
        return id != null
                && view.nodes().get(id.value()).filter(node -> entitled(node, caller)).isPresent();
    }

    private static boolean entitled(Node node, Caller caller) {
        return caller.role() == Role.WORKER || role(node) == NodeRole.MANAGER;
    }

    private static NodeRole role(Node node) {
        if (node.grant() != null) {
            return node.grant().value().role();
        }
        return node.identity() == null ? NodeRole.WORKER : node.identity().value().role();
    }

    private boolean mayKnowMore(Caller caller) {
        if (store.leading()) {
            return false;
        }
        var leader = quorum.leader();
        return leader.isEmpty() || leader.get().equals(caller.node());
    }
}
