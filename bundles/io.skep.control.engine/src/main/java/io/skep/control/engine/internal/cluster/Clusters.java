package io.skep.control.engine.internal.cluster;

import io.skep.control.Command;
import io.skep.control.LocalNode;
import io.skep.control.Membership;
import io.skep.control.Receipt;
import io.skep.control.Refusal.Code;
import io.skep.control.engine.internal.answer.Find;
import io.skep.control.engine.internal.answer.Gate;
import io.skep.control.engine.internal.answer.Refusals;
import io.skep.control.engine.internal.trust.JoinToken;
import io.skep.control.engine.internal.trust.Trust;
import io.skep.lifecycle.DutyContext;
import io.skep.model.Part;
import io.skep.model.Writer;
import io.skep.model.spec.ClusterSpec;
import io.skep.store.Draft;
import io.skep.store.Store;
import java.util.concurrent.CompletionStage;

/** The cluster's own policies and this node's leaving. */
public final class Clusters {

    private final Membership membership;
    private final Store store;
    private final Trust trust;

    /** On top of membership and store. */
    public Clusters(Membership membership, Store store, Trust trust) {
        this.membership = membership;
        this.store = store;
        this.trust = trust;
    }

    /** {@code docker swarm update}. */
    public CompletionStage<Receipt> update(Command.UpdateCluster command, DutyContext context) {
        if (command.rotateUnlockKey()) {
            throw Refusals.unimplemented("Skep does not lock managers yet");
        }
        var entropy = context.seams().entropy();
        var worker = command.rotateWorkerToken() ? JoinToken.secret(entropy) : "";
        var manager = command.rotateManagerToken() ? JoinToken.secret(entropy) : "";
        return store.update(Writer.CONTROL, draft -> put(draft, command))
                .thenCompose(
                        receipt -> trust.rotate(worker, manager).thenApply(rotated -> receipt));
    }

    /** {@code docker swarm leave}. Source: swarm-behaviour CL-3. */
    public CompletionStage<Receipt> leave(Command.LeaveCluster command, DutyContext context) {
        var local = membership.local();
        Gate.inside(local);
        if (!command.force()) {
            checkLeaving(local);
        }
        return membership
                .leave()
                .thenCompose(left -> trust.forget(context))
                .thenApply(forgotten -> Receipt.of(local.nodeId()));
    }

    /** {@code docker swarm join}. */
    public CompletionStage<Receipt> join(Command.JoinCluster command) {
        Gate.outside(membership.local());
        if (!JoinToken.wellFormed(command.joinToken())) {
            throw Refusals.plain(Code.UNKNOWN, "invalid join token");
        }
        throw Refusals.plain(
                Code.UNAVAILABLE,
                "This node cannot join another node's swarm: this version of Skep runs clusters of"
                        + " one node only.");
    }

    private static Receipt put(Draft draft, Command.UpdateCluster command) {
        var cluster = draft.cluster().orElseThrow(Gate::preparing);
        var rotates = command.rotateWorkerToken() || command.rotateManagerToken();
        if (rotates && cluster.trust() == null) {
            throw Gate.preparing();
        }
        var before = cluster.spec().value();
        ClusterSpec spec = Policies.updated(command.spec(), before.plugs());
        Find.current(cluster.spec(), command.version());
        draft.put(Part.CLUSTER_SPEC, cluster.id(), spec);
        return Receipt.of(cluster.id().value());
    }

    private void checkLeaving(LocalNode local) {
        if (local.state().equals("locked")) {
            throw Leaving.locked();
        }
        if (local.manager()) {
            throw Leaving.manager(local.active(), store.view());
        }
    }
}
