package io.skep.ca.engine.internal.plug;

import io.skep.ca.CaException;
import io.skep.ca.engine.internal.identity.Pem;
import io.skep.ca.spi.AsksSigners;
import io.skep.ca.spi.CaSink;
import io.skep.ca.spi.CertificateAuthority;
import io.skep.ca.spi.ExportsRoot;
import io.skep.ca.spi.ImportsRoot;
import io.skep.ca.spi.Order;
import io.skep.ca.spi.RootKey;
import io.skep.lifecycle.DutyContext;
import io.skep.lifecycle.Fence;
import io.skep.lifecycle.Live;
import io.skep.lifecycle.PlugContext;
import io.skep.lifecycle.PlugInfo;
import io.skep.lifecycle.PlugRow;
import io.skep.lifecycle.Providers;
import io.skep.lifecycle.Socket;
import io.skep.lifecycle.SocketHost;
import io.skep.seam.Loop;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signs with whichever plug is wanted. What is asked for while there is none waits a while. One
 * signature after the other, because a plug has one root at a time. Used on the site's loop.
 */
public final class Authority implements SocketHost<CertificateAuthority, CaSink> {

    private static final Logger log = LoggerFactory.getLogger(Authority.class);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final DutyContext context;
    private final Loop loop;
    private final Providers<CertificateAuthority, CaSink> providers;
    private final Socket<CertificateAuthority, CaSink> socket;
    private final List<CompletableFuture<CertificateAuthority>> waiting = new ArrayList<>();
    private Optional<CertificateAuthority> live = Optional.empty();
    private Optional<RootKey> installed = Optional.empty();
    private CompletionStage<?> last = CompletableFuture.completedFuture(null);

    /** Without a plug. */
    public Authority(
            DutyContext context, Loop loop, Providers<CertificateAuthority, CaSink> providers) {
        this.context = context;
        this.loop = loop;
        this.providers = providers;
        this.socket =
                new Socket<>(CertificateAuthority.CONTRACT, loop, context.seams().time(), this);
    }

    /** Looks for the plug of this name. */
    public void open(String plug) {
        providers.attach(socket);
        socket.want(plug);
    }

    /** Another plug is wanted; nothing happens when it is the same. */
    public void want(String plug) {
        if (!socket.wanted().equals(plug)) {
            socket.want(plug);
        }
    }

    /** Lets go of the plug. */
    public CompletionStage<Void> close() {
        providers.detach(socket);
        return socket.close();
    }

    /** The name of the wanted plug. */
    public String wanted() {
        return socket.wanted();
    }

    /** All plugs. */
    public List<PlugRow> rows() {
        return socket.rows();
    }

    /** A new root. */
    public CompletionStage<RootKey> create() {
        return turn(
                plug ->
                        plug instanceof ExportsRoot maker
                                ? maker.create()
                                : refused(" makes no roots of its own"));
    }

    /** A certificate from a root. */
    public CompletionStage<List<X509Certificate>> issue(RootKey root, Order order) {
        return turn(plug -> with(plug, root).thenCompose(ready -> plug.issue(order)));
    }

    /** Another root, signed by this one. */
    public CompletionStage<X509Certificate> crossSign(RootKey root, RootKey other) {
        return turn(plug -> with(plug, root).thenCompose(ready -> crossSign(plug, other)));
    }

    private static CompletionStage<X509Certificate> crossSign(
            CertificateAuthority plug, RootKey other) {
        return plug instanceof AsksSigners asker
                ? asker.crossSign(other)
                : plug.crossSign(Pem.certificates(other.certificate()).get(0));
    }

    /** Whether a root's key is its certificate's; it need not be the one that issues. */
    public CompletionStage<Void> fits(RootKey root) {
        return turn(plug -> with(plug, root));
    }

    private CompletionStage<Void> with(CertificateAuthority plug, RootKey root) {
        if (installed.filter(root::equals).isPresent()) {
            return CompletableFuture.completedFuture(null);
        }
        if (!(plug instanceof ImportsRoot importer)) {
            return refused(" takes no root of ours");
        }
        installed = Optional.empty();
        return importer.install(root).thenAccept(done -> installed = Optional.of(root));
    }

    private <T> CompletionStage<T> refused(String why) {
        return CompletableFuture.failedFuture(
                new CaException("the certificate authority " + socket.wanted() + why));
    }

    /** Runs something on the plug after everything that was asked for before. */
    private <T> CompletionStage<T> turn(Function<CertificateAuthority, CompletionStage<T>> verb) {
        var mine = last.handle((done, failed) -> done).thenCompose(any -> plug()).thenCompose(verb);
        last = mine;
        return mine;
    }

    private CompletionStage<CertificateAuthority> plug() {
        if (live.isPresent()) {
            return CompletableFuture.completedFuture(live.get());
        }
        var waits = new CompletableFuture<CertificateAuthority>();
        waiting.add(waits);
        loop.schedule(PATIENCE, () -> giveUp(waits));
        return waits;
    }

    private void giveUp(CompletableFuture<CertificateAuthority> waits) {
        waiting.remove(waits);
        waits.completeExceptionally(
                new CaException("no certificate authority " + socket.wanted() + " works here"));
    }

    @Override
    public PlugContext<CaSink> context(PlugInfo plug) {
        var directory = context.directory().resolve("ca").resolve(plug.name());
        return new PlugContext<>(
                loop, context.seams(), this::changed, directory, context.settings());
    }

    private void changed() {
        log.info("ca: the root of {} is another one", socket.wanted());
        loop.execute(() -> installed = Optional.empty());
    }

    @Override
    public CaSink fence(CaSink sink, BooleanSupplier alive) {
        return Fence.of(CaSink.class, sink, alive);
    }

    @Override
    public void live(Live<CertificateAuthority> now) {
        installed = Optional.empty();
        live = Optional.of(now.plug());
        var waited = List.copyOf(waiting);
        waiting.clear();
        waited.forEach(waits -> waits.complete(now.plug()));
    }

    @Override
    public void lost(String why) {
        live = Optional.empty();
        installed = Optional.empty();
    }
}
