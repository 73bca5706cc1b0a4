package io.skep.ca.external.internal;

import io.skep.ca.external.internal.cfssl.Panel;
import io.skep.ca.spi.AsksSigners;
import io.skep.ca.spi.CertificateAuthority;
import io.skep.ca.spi.IssueException;
import io.skep.ca.spi.IssueException.Reason;
import io.skep.ca.spi.Order;
import io.skep.ca.spi.RootKey;
import io.skep.ca.spi.Signers;
import io.skep.lifecycle.Handover;
import io.skep.seam.Loop;
import io.skep.seam.Seams;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Knows who signs outside, and asks on workers. Used on the host's loop. */
final class ExternalAuthority implements CertificateAuthority, AsksSigners {

    private final Loop loop;
    private final Seams seams;
    private Optional<Panel> panel = Optional.empty();
    private CompletableFuture<Void> flown = CompletableFuture.completedFuture(null);
    private boolean works;
    private int flying;

    ExternalAuthority(Loop loop, Seams seams) {
        this.loop = loop;
        this.seams = seams;
    }

    /** What a plug of another kind left is of no use here: its root's key is inside. */
    @Override
    public CompletionStage<Void> activate(long epoch, Optional<Handover> handover) {
        works = true;
        return handover.flatMap(Left::signers)
                .map(this::ask)
                .orElseGet(() -> CompletableFuture.completedFuture(null));
    }

    @Override
    public CompletionStage<Void> quiesce(Duration grace) {
        works = false;
        return flown;
    }

    @Override
    public Optional<Handover> handover() {
        return panel.map(Panel::signers).map(Left::handover);
    }

    @Override
    public CompletionStage<Void> resume(long epoch) {
        works = true;
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Void> close() {
        works = false;
        panel = Optional.empty();
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public Optional<X509Certificate> root() {
        return panel.map(Panel::root);
    }

    @Override
    public CompletionStage<Void> ask(Signers signers) {
        return works
                ? work(() -> Panel.of(signers, seams.time())).thenAccept(this::use)
                : unavailable("does not work now");
    }

    private void use(Panel next) {
        panel = Optional.of(next);
    }

    @Override
    public CompletionStage<Void> reach(Signers signers) {
        return works
                ? work(() -> Panel.of(signers, seams.time()).reached()).thenAccept(done -> {})
                : unavailable("does not work now");
    }

    @Override
    public CompletionStage<List<X509Certificate>> issue(Order order) {
        return signing(with -> with.issue(order));
    }

    /** Signers sign requests, and a certificate alone is none. */
    @Override
    public CompletionStage<X509Certificate> crossSign(X509Certificate other) {
        return CompletableFuture.failedFuture(
                new IssueException(
                        Reason.REFUSED, "the key of the other root is needed to ask for it"));
    }

    @Override
    public CompletionStage<X509Certificate> crossSign(RootKey other) {
        return signing(with -> with.crossSign(other));
    }

    private <T> CompletionStage<T> signing(Signing<T> verb) {
        if (!works) {
            return unavailable("does not work now");
        }
        return panel.map(with -> work(() -> verb.sign(with)))
                .orElseGet(() -> unavailable("knows no signers"));
    }

    private static <T> CompletionStage<T> unavailable(String why) {
        return CompletableFuture.failedFuture(
                new IssueException(Reason.UNAVAILABLE, "the certificate authority " + why));
    }

    private <T> CompletionStage<T> work(Callable<T> work) {
        if (flying++ == 0) {
            flown = new CompletableFuture<>();
        }
        return loop.on(seams.workers().run("signers", work))
                .whenComplete((done, failed) -> landed());
    }

    private void landed() {
        if (--flying == 0) {
            flown.complete(null);
        }
    }

    /** Something signers do. */
    private interface Signing<T> {
        T sign(Panel with) throws Exception;
    }
}
