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
import io.skep.seam.Entropy;
import io.skep.store.Draft;
import io.skep.store.Store;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** The cluster's own policies. On the leader. */
public final class Clusters {

    private final Store store;
    private final JoinTokens tokens;
    private final Supplier<Entropy> entropy;

    /** On top of the store. */
    public Clusters(Store store, JoinTokens tokens, Supplier<Entropy> entropy) {
        this.store = store;
        this.tokens = tokens;
        this.entropy = entropy;
    }

    /** {@code docker swarm update}. */
    public CompletionStage<Receipt> update(Command.UpdateCluster command) {
        Policies.check(command.spec());
        return tokens.check(command.spec().caConfig())
                .thenCompose(why -> why.isEmpty() ? put(command) : refused(why.get()))
                .thenCompose(receipt -> rotated(command).thenApply(rotated -> receipt))
                .thenCompose(receipt -> tokens.follow().thenApply(done -> receipt));
    }

    private CompletionStage<Receipt> put(Command.UpdateCluster command) {
        return store.update(Writer.CONTROL, draft -> put(draft, command, entropy.get()));
    }

    // CA-8
    private static CompletionStage<Receipt> refused(String why) {
        return CompletableFuture.failedFuture(Refusals.invalid("%s", why));
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

    private static Receipt put(Draft draft, Command.UpdateCluster command, Entropy entropy) {
        var cluster = draft.cluster().orElseThrow(Gate::preparing);
        if (rotates(command) && cluster.trust() == null) {
            throw Gate.preparing();
        }
        var before = cluster.spec().value();
        ClusterSpec spec = Policies.updated(command.spec(), before);
        Find.current(cluster.spec(), command.version());
        draft.put(Part.CLUSTER_SPEC, cluster.id(), spec);
        LockKey.next(cluster, spec, command.rotateUnlockKey(), entropy)
                .ifPresent(lock -> draft.put(Part.CLUSTER_LOCK, cluster.id(), lock));
        return Receipt.of(cluster.id().value());
    }
}
