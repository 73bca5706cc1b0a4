package io.skep.tck.ca;

import io.skep.ca.spi.CertificateAuthority;
import io.skep.ca.spi.ExportsRoot;
import io.skep.ca.spi.ImportsRoot;
import io.skep.ca.spi.IssueException;
import io.skep.ca.spi.IssueException.Reason;
import io.skep.ca.spi.Order;
import io.skep.ca.spi.RootKey;
import io.skep.lifecycle.Handover;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Keeps every rule but the ones it is told to break. */
final class ToyAuthority implements CertificateAuthority, ExportsRoot, ImportsRoot {

    private final Set<Flaw> flaws;
    private Optional<ToySigner> signer = Optional.empty();
    private boolean works;

    ToyAuthority(Set<Flaw> flaws) {
        this.flaws = flaws.isEmpty() ? EnumSet.noneOf(Flaw.class) : EnumSet.copyOf(flaws);
    }

    @Override
    public CompletionStage<Void> activate(long epoch, Optional<Handover> handover) {
        works = true;
        handover.ifPresent(
                left -> {
                    var pem = new String(left.bytes(), StandardCharsets.US_ASCII);
                    int at = pem.indexOf("-----BEGIN PRIVATE KEY");
                    signer = Optional.of(toy(new RootKey(pem.substring(0, at), pem.substring(at))));
                });
        return done();
    }

    @Override
    public CompletionStage<Void> quiesce(Duration grace) {
        works = flaws.contains(Flaw.NEVER_QUIET);
        return done();
    }

    @Override
    public Optional<Handover> handover() {
        return signer.filter(any -> !flaws.contains(Flaw.LEAVES_NOTHING))
                .map(with -> with.root().certificate() + with.root().key())
                .map(pem -> pem.getBytes(StandardCharsets.US_ASCII))
                .map(bytes -> new Handover("toy", 1, bytes));
    }

    @Override
    public CompletionStage<Void> resume(long epoch) {
        works = true;
        return done();
    }

    @Override
    public CompletionStage<Void> close() {
        works = flaws.contains(Flaw.NEVER_CLOSED);
        return done();
    }

    @Override
    public Optional<X509Certificate> root() {
        return signer.map(ToySigner::certificate);
    }

    @Override
    public CompletionStage<List<X509Certificate>> issue(Order order) {
        return attempt(() -> List.of(signer().issue(order)));
    }

    @Override
    public CompletionStage<X509Certificate> crossSign(X509Certificate other) {
        return attempt(() -> signer().crossSign(other));
    }

    @Override
    public CompletionStage<RootKey> create() {
        return attempt(ToySigner::create);
    }

    @Override
    public CompletionStage<Void> install(RootKey root) {
        return attempt(
                () -> {
                    signer = Optional.of(toy(root));
                    return null;
                });
    }

    private ToySigner toy(RootKey root) {
        return new ToySigner(root, flaws);
    }

    private ToySigner signer() {
        return signer.orElseThrow(() -> new IssueException(Reason.UNAVAILABLE, "no root"));
    }

    private <T> CompletionStage<T> attempt(Callable<T> verb) {
        try {
            if (!works) {
                throw new IssueException(Reason.UNAVAILABLE, "quiet");
            }
            return CompletableFuture.completedFuture(verb.call());
        } catch (IssueException refused) {
            return CompletableFuture.failedFuture(refused);
        } catch (Exception malformed) {
            return CompletableFuture.failedFuture(
                    new IssueException(Reason.REFUSED, "" + malformed));
        }
    }

    private static CompletionStage<Void> done() {
        return CompletableFuture.completedFuture(null);
    }
}
