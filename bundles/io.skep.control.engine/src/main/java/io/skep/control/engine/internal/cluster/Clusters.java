package io.skep.control.engine.internal.cluster;

import io.skep.ca.JoinTokens;
import io.skep.control.Command;
import io.skep.control.Receipt;
import io.skep.control.engine.internal.answer.Find;
import io.skep.control.engine.internal.answer.Gate;
import io.skep.control.engine.internal.answer.Refusals;
import io.skep.model.Part;
import io.skep.model.Writer;
import io.skep.model.spec.ClusterSpec;
import io.skep.store.Draft;
import io.skep.store.Store;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The cluster's own policies. On the leader. */
public final class Clusters {

    private final Store store;
    private final JoinTokens tokens;

    /** On top of the store. */
    public Clusters(Store store, JoinTokens tokens) {
        this.store = store;
        this.tokens = tokens;
    }

    /** {@code docker swarm update}. */
    public CompletionStage<Receipt> update(Command.UpdateCluster command) {
        if (command.rotateUnlockKey()) {
            throw Refusals.unimplemented("Skep does not lock managers yet");
        }
        return store.update(Writer.CONTROL, draft -> put(draft, command))
                .thenCompose(receipt -> rotated(command).thenApply(rotated -> receipt));
    }

    // CA-5
    private CompletionStage<Void> rotated(Command.UpdateCluster command) {
        return rotates(command)
                ? tokens.rotate(command.rotateWorkerToken(), command.rotateManagerToken())
                : CompletableFuture.completedFuture(null);
    }

    private static boolean rotates(Command.UpdateCluster command) {
        return command.rotateWorkerToken() || command.rotateManagerToken();
    }

    private static Receipt put(Draft draft, Command.UpdateCluster command) {
        var cluster = draft.cluster().orElseThrow(Gate::preparing);
        if (rotates(command) && cluster.trust() == null) {
            throw Gate.preparing();
        }
        var before = cluster.spec().value();
        ClusterSpec spec = Policies.updated(command.spec(), before.plugs());
        Find.current(cluster.spec(), command.version());
        draft.put(Part.CLUSTER_SPEC, cluster.id(), spec);
        return Receipt.of(cluster.id().value());
    }
}
