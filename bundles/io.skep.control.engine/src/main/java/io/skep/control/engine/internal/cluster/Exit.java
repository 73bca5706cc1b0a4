package io.skep.control.engine.internal.cluster;

import io.skep.control.Command;
import io.skep.control.LocalNode;
import io.skep.control.Membership;
import io.skep.control.Receipt;
import io.skep.store.Store;
import java.util.concurrent.CompletionStage;

/** {@code docker swarm leave}. Source: swarm-behaviour CL-3. */
public final class Exit {

    private final Membership membership;
    private final Store store;

    /** On top of membership and store. */
    public Exit(Membership membership, Store store) {
        this.membership = membership;
        this.store = store;
    }

    /** This node leaves the cluster it is in. */
    public CompletionStage<Receipt> leave(Command.LeaveCluster command) {
        var local = membership.local();
        if (!command.force()) {
            check(local);
        }
        return membership.leave().thenApply(left -> Receipt.of(local.nodeId()));
    }

    private void check(LocalNode local) {
        if (local.state().equals("locked")) {
            throw Leaving.locked();
        }
        if (local.manager()) {
            throw Leaving.manager(local.active(), store.view());
        }
    }
}
