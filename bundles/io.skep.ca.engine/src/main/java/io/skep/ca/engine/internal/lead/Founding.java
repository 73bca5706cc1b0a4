package io.skep.ca.engine.internal.lead;

import io.skep.ca.Credential;
import io.skep.ca.engine.internal.bureau.Bureau;
import io.skep.ca.engine.internal.identity.Pem;
import io.skep.ca.engine.internal.token.JoinToken;
import io.skep.ca.engine.internal.wire.Refusal;
import io.skep.ca.spi.CertificateAuthority;
import io.skep.ca.spi.RootKey;
import io.skep.model.Cluster;
import io.skep.model.ClusterTrust;
import io.skep.model.Node;
import io.skep.model.NodeIdentity;
import io.skep.model.Part;
import io.skep.model.Stored;
import io.skep.model.View;
import io.skep.model.Writer;
import io.skep.model.spec.Payload;
import io.skep.seam.Entropy;
import io.skep.store.Draft;
import io.skep.store.Store;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A new cluster's root and tokens, and what its first node shows. The root comes from the founder's
 * disk; a cluster that has none anywhere gets a new one.
 */
public final class Founding {

    private final Store store;
    private final Bureau bureau;
    private final Entropy entropy;

    /** Writes into a store. */
    public Founding(Store store, Bureau bureau, Entropy entropy) {
        this.store = store;
        this.bureau = bureau;
        this.entropy = entropy;
    }

    /** Completes when the cluster, if there is one, has root and tokens. */
    CompletionStage<?> ensure() {
        var view = store.view();
        view.cluster()
                .map(cluster -> cluster.spec().value().plugs())
                .map(plugs -> plugs.getOrDefault(CertificateAuthority.CONTRACT, ""))
                .ifPresent(bureau::want);
        if (view.cluster().isEmpty() || Trusted.in(view)) {
            return CompletableFuture.completedFuture(null);
        }
        return bureau.founded()
                .thenCompose(this::orNew)
                .thenApply(this::fresh)
                .thenCompose(trust -> store.update(Writer.CA, draft -> put(draft, trust)))
                .thenCompose(done -> bureau.deposited());
    }

    private CompletionStage<RootKey> orNew(Optional<RootKey> founded) {
        return founded.<CompletionStage<RootKey>>map(CompletableFuture::completedFuture)
                .orElseGet(bureau::create);
    }

    private ClusterTrust fresh(RootKey root) {
        return new ClusterTrust(
                root.certificate(),
                root.certificate(),
                JoinToken.fresh(root.certificate(), entropy),
                JoinToken.fresh(root.certificate(), entropy),
                Payload.of(root.key().getBytes(StandardCharsets.US_ASCII)));
    }

    private static boolean put(Draft draft, ClusterTrust trust) {
        var cluster = draft.cluster().filter(any -> !Trusted.in(draft));
        cluster.ifPresent(found -> draft.put(Part.CLUSTER_TRUST, found.id(), trust));
        return cluster.isPresent();
    }

    /** Nobody issued the founder's certificate through the store, so it is written down here. */
    CompletionStage<?> introduce() {
        return bureau.current()
                .filter(own -> unknown(store.view(), own))
                .<CompletionStage<?>>map(
                        own -> store.update(Writer.CA, draft -> introduce(draft, own)))
                .orElseGet(() -> CompletableFuture.completedFuture(null));
    }

    private static boolean introduce(Draft draft, Credential own) {
        if (unknown(draft, own)) {
            var identity = new NodeIdentity(own.role(), Pem.of(own.chain()), "");
            var trust = draft.cluster().map(Cluster::trust).map(Stored::value);
            var root = trust.map(ClusterTrust::rootCertificate).orElse("");
            var anchors = trust.map(ClusterTrust::anchors).orElse("");
            draft.put(Part.NODE_IDENTITY, own.node(), identity.held(root, anchors));
        }
        return true;
    }

    private static boolean unknown(View view, Credential own) {
        return view.nodes().get(own.node()).map(Node::identity).isEmpty()
                && view.nodes().get(own.node()).isPresent();
    }

    /** Source: swarm-behaviour CA-5. */
    public CompletionStage<Void> rotate(boolean worker, boolean manager) {
        return store.update(Writer.CA, draft -> rotate(draft, worker, manager))
                .thenAccept(done -> {});
    }

    private boolean rotate(Draft draft, boolean worker, boolean manager) {
        var cluster = draft.cluster().orElseThrow();
        var before = cluster.trust();
        if (before == null) {
            throw Refusal.NOT_READY.failure();
        }
        var trust = before.value();
        var after =
                trust.withTokens(
                        worker ? JoinToken.fresh(trust.anchors(), entropy) : trust.workerToken(),
                        manager ? JoinToken.fresh(trust.anchors(), entropy) : trust.managerToken());
        draft.put(Part.CLUSTER_TRUST, cluster.id(), after);
        return true;
    }
}
