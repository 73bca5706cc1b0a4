package io.skep.ca.engine.internal.root;

import io.skep.ca.CaException;
import io.skep.ca.engine.internal.bureau.Bureau;
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
            return wanted.signingCACert().isEmpty() ? none(wanted) : given(wanted);
        } catch (IssueException refused) {
            return CompletableFuture.failedFuture(refused);
        }
    }

    private static CompletionStage<Void> none(CaConfig wanted) {
        if (!wanted.signingCAKey().isEmpty()) {
            throw refused(
                    "if a signing CA key is provided, the signing CA cert must also be provided");
        }
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
        } else if (wanted.signingCAKey().isEmpty()) {
            throw refused(
                    "there must be at least one valid, reachable external CA corresponding to the"
                            + " desired CA certificate");
        }
        return bureau.fits(new RootKey(Wish.normal(wanted.signingCACert()), wanted.signingCAKey()));
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
