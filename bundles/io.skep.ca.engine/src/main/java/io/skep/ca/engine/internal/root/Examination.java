package io.skep.ca.engine.internal.root;

import io.skep.ca.CaException;
import io.skep.ca.engine.internal.bureau.Bureau;
import io.skep.ca.engine.internal.bureau.Issuer;
import io.skep.ca.engine.internal.identity.Chain;
import io.skep.ca.engine.internal.identity.Pem;
import io.skep.ca.spi.IssueException;
import io.skep.ca.spi.IssueException.Reason;
import io.skep.ca.spi.RootKey;
import io.skep.model.Cluster;
import io.skep.model.ClusterTrust;
import io.skep.model.Stored;
import io.skep.model.spec.CaConfig;
import io.skep.seam.Time;
import io.skep.store.Store;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Whether the root that users want can take over, in Docker's words. Source: CA-8. */
public final class Examination {

    private static final Duration LEAST_LIFE = Duration.ofDays(365);

    private final Store store;
    private final Bureau bureau;
    private final Time time;

    /** Of what is in a store. */
    public Examination(Store store, Bureau bureau, Time time) {
        this.store = store;
        this.bureau = bureau;
        this.time = time;
    }

    /** Why it cannot; empty when it can. */
    public CompletionStage<Optional<String>> check(CaConfig wanted) {
        var why = new CompletableFuture<Optional<String>>();
        examined(wanted)
                .whenComplete(
                        (good, failure) -> {
                            if (failure == null) {
                                why.complete(Optional.empty());
                            } else {
                                refused(why, failure);
                            }
                        });
        return why;
    }

    private static void refused(CompletableFuture<Optional<String>> why, Throwable failure) {
        var at = failure instanceof CompletionException ? failure.getCause() : failure;
        if (at instanceof IssueException issue && issue.reason() == Reason.REFUSED) {
            why.complete(Optional.of("" + issue.getMessage()));
        } else {
            why.completeExceptionally(failure);
        }
    }

    private CompletionStage<Void> examined(CaConfig wanted) {
        try {
            if (wanted.signingCACert().isEmpty() && !wanted.signingCAKey().isEmpty()) {
                throw refused(
                        "if a signing CA key is provided, the signing CA cert must also be"
                                + " provided");
            }
            return signed(wanted)
                    .thenCompose(
                            done ->
                                    wanted.signingCACert().isEmpty()
                                            ? next(wanted)
                                            : given(wanted));
        } catch (IssueException refused) {
            return CompletableFuture.failedFuture(refused);
        }
    }

    /** A root whose key is outside needs somebody who signs, unless its key is what is given. */
    private CompletionStage<Void> signed(CaConfig wanted) {
        return trust().map(now -> Issuer.trusted(wanted, now))
                .filter(Issuer::keyless)
                .filter(now -> wanted.signingCAKey().isEmpty() || !same(now, wanted))
                .map(now -> reached(now, "current"))
                .orElseGet(Examination::good);
    }

    private static boolean same(Issuer now, CaConfig wanted) {
        return Wish.normal(now.root().certificate()).equals(Wish.normal(wanted.signingCACert()));
    }

    /** So does one that is taking over. */
    private CompletionStage<Void> next(CaConfig wanted) {
        boolean forced = trust().filter(now -> now.forced() != wanted.forceRotate()).isPresent();
        return trust().filter(now -> !forced && now.rotating())
                .map(now -> Issuer.issuing(wanted, now))
                .filter(Issuer::keyless)
                .map(now -> reached(now, "next"))
                .orElseGet(Examination::good);
    }

    private CompletionStage<Void> reached(Issuer issuer, String which) {
        var why =
                refused(
                        "there must be at least one valid, reachable external CA corresponding to"
                                + " the %s CA certificate".formatted(which));
        return issuer.outside().isEmpty()
                ? CompletableFuture.failedFuture(why)
                : bureau.reach(issuer)
                        .exceptionallyCompose(failure -> CompletableFuture.failedFuture(why));
    }

    private static CompletionStage<Void> good() {
        return CompletableFuture.completedFuture(null);
    }

    private CompletionStage<Void> given(CaConfig wanted) {
        var root = only(wanted.signingCACert());
        if (root.getNotAfter().toInstant().isBefore(time.now().plus(LEAST_LIFE))) {
            throw refused("CA certificate expires too soon");
        } else if (!Chain.signed(root, root) || root.getBasicConstraints() < 0) {
            throw refused("the desired CA certificate is not one of a root");
        } else if (trust().filter(now -> sameKeyElsewhere(root, now)).isPresent()) {
            throw refused("Cannot update to a cert with an identical key");
        }
        var given = new RootKey(Wish.normal(wanted.signingCACert()), wanted.signingCAKey());
        return given.key().isEmpty() ? outside(given, wanted) : bureau.fits(given);
    }

    private CompletionStage<Void> outside(RootKey given, CaConfig wanted) {
        var issuer = trust().map(now -> Issuer.of(given, wanted, now));
        return reached(issuer.orElseGet(() -> Issuer.of(given)), "desired")
                .thenAccept(done -> known(given, wanted));
    }

    /** A root that nobody here has the key of cannot be signed by another such root. */
    private void known(RootKey given, CaConfig wanted) {
        trust().filter(now -> Issuer.trusted(wanted, now).keyless())
                .filter(now -> !given.certificate().equals(Wish.normal(now.anchors())))
                .filter(now -> !given.certificate().equals(Wish.normal(now.rootCertificate())))
                .ifPresent(
                        now -> {
                            throw refused(
                                    "rotating from one external CA to a different external CA is"
                                            + " not supported");
                        });
    }

    private static X509Certificate only(String pem) {
        List<X509Certificate> found;
        try {
            found = Pem.certificates(pem);
        } catch (CaException unreadable) {
            throw refused("no valid root CA certificates found");
        }
        if (found.size() != 1) {
            throw refused("the desired CA certificate cannot contain multiple certificates");
        }
        return found.get(0);
    }

    private Optional<ClusterTrust> trust() {
        return store.view().cluster().map(Cluster::trust).map(Stored::value);
    }

    /** A chain in which a key comes twice proves nothing to nodes. */
    private static boolean sameKeyElsewhere(X509Certificate root, ClusterTrust now) {
        var anchor = Pem.certificates(now.anchors()).get(0);
        return anchor.getPublicKey().equals(root.getPublicKey()) && !anchor.equals(root);
    }

    private static IssueException refused(String why) {
        return new IssueException(Reason.REFUSED, why);
    }
}
