package io.skep.ca.engine.internal.root;

import io.skep.ca.engine.internal.bureau.Bureau;
import io.skep.ca.engine.internal.bureau.Issuer;
import io.skep.ca.engine.internal.identity.Pem;
import io.skep.ca.spi.RootKey;
import io.skep.model.Cluster;
import io.skep.model.ClusterTrust;
import io.skep.model.Part;
import io.skep.model.Writer;
import io.skep.seam.Entropy;
import io.skep.store.Draft;
import io.skep.store.Store;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the cluster's root to what its policies want, one step after the other, on the leader.
 * Everything is in the store, so another leader goes on where this one ended. Source:
 * swarm-behaviour CA-7, CA-8.
 */
public final class Rotation {

    private static final Logger log = LoggerFactory.getLogger(Rotation.class);

    private final Store store;
    private final Bureau bureau;
    private final Entropy entropy;

    /** Writes into a store. */
    public Rotation(Store store, Bureau bureau, Entropy entropy) {
        this.store = store;
        this.bureau = bureau;
        this.entropy = entropy;
    }

    /** One step, if there is one. */
    public CompletionStage<?> step() {
        var cluster = store.view().cluster().filter(any -> any.trust() != null);
        return cluster.isEmpty() ? done() : follow().thenCompose(begun -> advance());
    }

    /** Completes when the wanted root issues. */
    public CompletionStage<?> follow() {
        var cluster = store.view().cluster();
        var trust = cluster.flatMap(Rotation::trust);
        if (trust.isEmpty()) {
            return done();
        }
        var wish = wish(cluster.get(), trust.get());
        var wanted = cluster.get().spec().value().caConfig();
        long forced = wanted.forceRotate();
        var issuer = Issuer.trusted(wanted, trust.get());
        var key = wish.root().map(RootKey::key).orElse("");
        return switch (wish.kind()) {
            case NONE -> done();
            case FRESH -> bureau.create().thenCompose(next -> begin(issuer, next, wish, forced));
            case GIVEN -> begin(issuer, wish.root().orElseThrow(), wish, forced);
            case KEY -> put(wish, now -> Succession.keyed(now, key, forced));
            case BACK -> put(wish, now -> Succession.back(now, key, forced));
        };
    }

    private CompletionStage<?> begin(Issuer anchor, RootKey next, Wish wish, long forced) {
        var certificate = new RootKey(Wish.normal(next.certificate()), next.key());
        return bureau.crossSign(anchor, certificate)
                .thenCompose(bridge -> begin(anchor.root(), certificate, bridge, wish, forced));
    }

    private CompletionStage<?> begin(
            RootKey anchor, RootKey next, X509Certificate bridge, Wish wish, long forced) {
        log.info("certificates: another root takes over: {}", fingerprint(next));
        return put(
                wish,
                now ->
                        now.anchors().equals(anchor.certificate())
                                ? Succession.begun(now, next, bridge, forced)
                                : now);
    }

    private static String fingerprint(RootKey root) {
        return Pem.certificates(root.certificate()).get(0).getSerialNumber().toString(16);
    }

    /** Writes while the wish is the same: users may have changed it meanwhile. */
    private CompletionStage<?> put(Wish wish, UnaryOperator<ClusterTrust> change) {
        return store.update(Writer.CA, draft -> put(draft, wish, change));
    }

    private static boolean put(Draft draft, Wish wish, UnaryOperator<ClusterTrust> change) {
        var cluster = draft.cluster();
        cluster.flatMap(Rotation::trust)
                .filter(trust -> wish(cluster.orElseThrow(), trust).equals(wish))
                .ifPresent(trust -> write(draft, cluster.orElseThrow(), trust, change));
        return true;
    }

    private static void write(
            Draft draft, Cluster cluster, ClusterTrust trust, UnaryOperator<ClusterTrust> change) {
        var after = change.apply(trust);
        if (!after.equals(trust)) {
            draft.put(Part.CLUSTER_TRUST, cluster.id(), after);
        }
    }

    private CompletionStage<?> advance() {
        var view = store.view();
        var trust = view.cluster().flatMap(Rotation::trust);
        if (trust.filter(ClusterTrust::rotating)
                .filter(now -> Succession.shown(view, now))
                .isPresent()) {
            return store.update(Writer.CA, this::end);
        }
        boolean settled =
                trust.filter(now -> !now.rotating() && !now.bridge().isEmpty())
                        .filter(now -> Succession.trusted(view, now))
                        .isPresent();
        return settled ? store.update(Writer.CA, Rotation::settle) : done();
    }

    private boolean end(Draft draft) {
        var cluster = draft.cluster().orElseThrow();
        trust(cluster)
                .filter(ClusterTrust::rotating)
                .filter(now -> Succession.shown(draft, now))
                .ifPresent(
                        now -> {
                            write(draft, cluster, now, old -> Succession.ended(old, entropy));
                            log.info("certificates: the new root has taken over");
                        });
        return true;
    }

    private static boolean settle(Draft draft) {
        var cluster = draft.cluster().orElseThrow();
        trust(cluster)
                .filter(now -> !now.rotating() && Succession.trusted(draft, now))
                .ifPresent(now -> write(draft, cluster, now, Succession::settled));
        return true;
    }

    private static Wish wish(Cluster cluster, ClusterTrust trust) {
        return Wish.of(cluster.spec().value().caConfig(), trust);
    }

    private static Optional<ClusterTrust> trust(Cluster cluster) {
        return cluster.trust() == null ? Optional.empty() : Optional.of(cluster.trust().value());
    }

    private static CompletionStage<?> done() {
        return CompletableFuture.completedFuture(null);
    }
}
