package io.skep.control.engine.internal.trust;

import io.skep.control.engine.internal.answer.Gate;
import io.skep.lifecycle.DutyContext;
import io.skep.model.ClusterTrust;
import io.skep.model.Part;
import io.skep.model.View;
import io.skep.model.Writer;
import io.skep.seam.Entropy;
import io.skep.store.Draft;
import io.skep.store.Store;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Sees to it that the cluster has a root certificate and join tokens. */
public final class Trust {

    private final Store store;

    /** On top of a store. */
    public Trust(Store store) {
        this.store = store;
    }

    /** Makes root and tokens unless there are some; the key stays on this node's disk. */
    public CompletionStage<Void> ensure(DutyContext context) {
        if (settled(store.view())) {
            return CompletableFuture.completedFuture(null);
        }
        var seams = context.seams();
        return seams.workers()
                .run(
                        "root-certificate",
                        () -> {
                            var root = RootCertificate.create(seams);
                            new KeyFile(context.directory()).write(root.key());
                            return fresh(root.certificate(), seams.entropy());
                        })
                .thenCompose(trust -> store.update(Writer.CA, draft -> put(draft, trust)));
    }

    /**
     * CA-5: replaces tokens; nodes that have joined are unaffected.
     *
     * @param worker secret of the new token; empty keeps the old one
     * @param manager likewise
     */
    public CompletionStage<Void> rotate(String worker, String manager) {
        return worker.isEmpty() && manager.isEmpty()
                ? CompletableFuture.completedFuture(null)
                : store.update(Writer.CA, draft -> rotate(draft, worker, manager));
    }

    /** Forgets the root's key. */
    public CompletionStage<Void> forget(DutyContext context) {
        return context.seams()
                .workers()
                .run("forget-root", new KeyFile(context.directory())::delete);
    }

    private static boolean settled(View view) {
        return view.cluster().map(cluster -> cluster.trust() != null).orElse(true);
    }

    private static ClusterTrust fresh(String root, Entropy entropy) {
        return new ClusterTrust(
                root,
                root,
                JoinToken.of(root, JoinToken.secret(entropy)),
                JoinToken.of(root, JoinToken.secret(entropy)));
    }

    private static Void put(Draft draft, ClusterTrust trust) {
        if (!settled(draft)) {
            draft.cluster()
                    .ifPresent(cluster -> draft.put(Part.CLUSTER_TRUST, cluster.id(), trust));
        }
        return null;
    }

    private static Void rotate(Draft draft, String worker, String manager) {
        var cluster = draft.cluster().orElseThrow(Gate::preparing);
        var before = Optional.ofNullable(cluster.trust()).orElseThrow(Gate::preparing).value();
        var root = before.rootCertificate();
        var after =
                new ClusterTrust(
                        root,
                        before.anchors(),
                        worker.isEmpty() ? before.workerToken() : JoinToken.of(root, worker),
                        manager.isEmpty() ? before.managerToken() : JoinToken.of(root, manager));
        draft.put(Part.CLUSTER_TRUST, cluster.id(), after);
        return null;
    }
}
