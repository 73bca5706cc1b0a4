package io.skep.ca.bouncycastle.internal;

import io.skep.ca.bouncycastle.internal.sign.Pem;
import io.skep.ca.bouncycastle.internal.sign.Signer;
import io.skep.ca.spi.CertificateAuthority;
import io.skep.ca.spi.ExportsRoot;
import io.skep.ca.spi.ImportsRoot;
import io.skep.ca.spi.IssueException;
import io.skep.ca.spi.IssueException.Reason;
import io.skep.ca.spi.Order;
import io.skep.ca.spi.RootKey;
import io.skep.lifecycle.Handover;
import io.skep.lifecycle.PlugException;
import io.skep.seam.Loop;
import io.skep.seam.Seams;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Keeps one root's key in memory and signs on workers. Used on the host's loop. */
final class BouncyCastleAuthority implements CertificateAuthority, ExportsRoot, ImportsRoot {

    private static final String FORMAT = "ca.root";
    private static final int VERSION = 1;

    private final Loop loop;
    private final Seams seams;
    private Optional<Signer> signer = Optional.empty();
    private CompletableFuture<Void> flown = CompletableFuture.completedFuture(null);
    private boolean works;
    private int flying;

    BouncyCastleAuthority(Loop loop, Seams seams) {
        this.loop = loop;
        this.seams = seams;
    }

    /** What a plug of another kind left has no key in it. */
    @Override
    public CompletionStage<Void> activate(long epoch, Optional<Handover> handover) {
        works = true;
        return handover.filter(left -> left.format().equals(FORMAT))
                .map(this::taken)
                .orElseGet(() -> CompletableFuture.completedFuture(null));
    }

    private CompletionStage<Void> taken(Handover handover) {
        if (handover.version() != VERSION) {
            return CompletableFuture.failedFuture(
                    new PlugException("cannot read a handover of version " + handover.version()));
        }
        return install(Pem.rootKey(new String(handover.bytes(), StandardCharsets.US_ASCII)));
    }

    @Override
    public CompletionStage<Void> quiesce(Duration grace) {
        works = false;
        return flown;
    }

    @Override
    public Optional<Handover> handover() {
        return signer.map(Signer::rootKey)
                .map(root -> root.certificate() + root.key())
                .map(pem -> pem.getBytes(StandardCharsets.US_ASCII))
                .map(bytes -> new Handover(FORMAT, VERSION, bytes));
    }

    @Override
    public CompletionStage<Void> resume(long epoch) {
        works = true;
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Void> close() {
        works = false;
        signer = Optional.empty();
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public Optional<X509Certificate> root() {
        return signer.map(Signer::root);
    }

    @Override
    public CompletionStage<List<X509Certificate>> issue(Order order) {
        return signing(with -> List.of(with.issue(order, seams)));
    }

    @Override
    public CompletionStage<X509Certificate> crossSign(X509Certificate other) {
        return signing(with -> with.crossSign(other, seams));
    }

    @Override
    public CompletionStage<RootKey> create() {
        return works ? work(() -> Signer.create(seams)) : quiet();
    }

    @Override
    public CompletionStage<Void> install(RootKey root) {
        return works ? work(() -> Signer.of(root)).thenAccept(this::use) : quiet();
    }

    private void use(Signer next) {
        signer = Optional.of(next);
    }

    private <T> CompletionStage<T> signing(Signing<T> verb) {
        if (!works) {
            return quiet();
        }
        return signer.map(with -> work(() -> verb.sign(with)))
                .orElseGet(() -> unavailable("has no root"));
    }

    private static <T> CompletionStage<T> quiet() {
        return unavailable("does not work now");
    }

    private static <T> CompletionStage<T> unavailable(String why) {
        return CompletableFuture.failedFuture(
                new IssueException(Reason.UNAVAILABLE, "the certificate authority " + why));
    }

    private <T> CompletionStage<T> work(Callable<T> work) {
        if (flying++ == 0) {
            flown = new CompletableFuture<>();
        }
        return loop.on(seams.workers().run("sign", work)).whenComplete((done, failed) -> landed());
    }

    private void landed() {
        if (--flying == 0) {
            flown.complete(null);
        }
    }

    /** Something a signer does. */
    private interface Signing<T> {
        T sign(Signer with) throws Exception;
    }
}
