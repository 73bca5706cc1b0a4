package io.skep.ca.engine.internal.plug;

import io.skep.ca.CaException;
import io.skep.ca.Credential;
import io.skep.ca.engine.internal.bureau.Issuer;
import io.skep.ca.engine.internal.identity.Pem;
import io.skep.ca.spi.AsksSigners;
import io.skep.ca.spi.CaSink;
import io.skep.ca.spi.CertificateAuthority;
import io.skep.ca.spi.ExportsRoot;
import io.skep.ca.spi.ImportsRoot;
import io.skep.ca.spi.Order;
import io.skep.ca.spi.RootKey;
import io.skep.ca.spi.Signers;
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
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signs with whichever plug is wanted for keys that are inside, and with {@code external} for roots
 * whose signers are outside. What is asked for while there is none waits a while. One signature
 * after the other, because a plug has one root at a time. Used on the site's loop.
 */
public final class Authority implements SocketHost<CertificateAuthority, CaSink> {

    private static final Logger log = LoggerFactory.getLogger(Authority.class);
    private static final String OUTSIDE = "external";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final DutyContext context;
    private final Loop loop;
    private final Providers<CertificateAuthority, CaSink> providers;
    private final Socket<CertificateAuthority, CaSink> socket;
    private final Supplier<Optional<Credential>> shown;
    private final List<Waiting> waiting = new ArrayList<>();
    private Optional<Live<CertificateAuthority>> live = Optional.empty();
    private Optional<Object> installed = Optional.empty();
    private String inside = "";
    private CompletionStage<?> last = CompletableFuture.completedFuture(null);

    /** Who waits for a plug of a name. */
    private record Waiting(String name, CompletableFuture<CertificateAuthority> plug) {}

    /** Without a plug; asks what this node shows when it asks somebody outside. */
    public Authority(
            DutyContext context,
            Loop loop,
            Providers<CertificateAuthority, CaSink> providers,
            Supplier<Optional<Credential>> shown) {
        this.context = context;
        this.loop = loop;
        this.providers = providers;
        this.shown = shown;
        this.socket =
                new Socket<>(CertificateAuthority.CONTRACT, loop, context.seams().time(), this);
    }

    /** Looks for the plug that signs with keys that are inside. */
    public void open(String plug) {
        inside = plug;
        providers.attach(socket);
        socket.want(plug);
    }

    /** Another plug signs with keys that are inside; nothing happens when it is the same. */
    public void want(String plug) {
        if (!plug.equals(inside)) {
            inside = plug;
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
                inside,
                plug ->
                        plug instanceof ExportsRoot maker
                                ? maker.create()
                                : refused(" makes no roots of its own"));
    }

    /** A certificate from a root. */
    public CompletionStage<List<X509Certificate>> issue(Issuer issuer, Order order) {
        return issuer.asksOutside()
                ? asking(issuer, (plug, asker) -> plug.issue(order))
                : turn(
                        inside,
                        plug -> with(plug, issuer.root()).thenCompose(done -> plug.issue(order)));
    }

    /** Another root, signed by this one. */
    public CompletionStage<X509Certificate> crossSign(Issuer issuer, RootKey other) {
        return issuer.keyless()
                ? asking(issuer, (plug, asker) -> asker.crossSign(other))
                : turn(
                        inside,
                        plug ->
                                with(plug, issuer.root())
                                        .thenCompose(done -> plug.crossSign(certificate(other))));
    }

    private static X509Certificate certificate(RootKey root) {
        return Pem.certificates(root.certificate()).get(0);
    }

    /** Whether a root's key is its certificate's; it need not be the one that issues. */
    public CompletionStage<Void> fits(RootKey root) {
        return turn(inside, plug -> with(plug, root));
    }

    /** Whether one of a root's signers outside answers. */
    public CompletionStage<Void> reach(Issuer issuer) {
        return turn(OUTSIDE, plug -> asker(plug).thenCompose(one -> one.reach(signers(issuer))));
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

    private <T> CompletionStage<T> asking(
            Issuer issuer, BiFunction<CertificateAuthority, AsksSigners, CompletionStage<T>> verb) {
        return turn(
                OUTSIDE,
                plug ->
                        asker(plug)
                                .thenCompose(
                                        asker ->
                                                with(asker, signers(issuer))
                                                        .thenCompose(
                                                                done -> verb.apply(plug, asker))));
    }

    private CompletionStage<AsksSigners> asker(CertificateAuthority plug) {
        return plug instanceof AsksSigners asker
                ? CompletableFuture.completedFuture(asker)
                : refused(" asks no signers outside");
    }

    private CompletionStage<Void> with(AsksSigners asker, Signers signers) {
        if (installed.filter(signers::equals).isPresent()) {
            return CompletableFuture.completedFuture(null);
        }
        installed = Optional.empty();
        return asker.ask(signers).thenAccept(done -> installed = Optional.of(signers));
    }

    /** This node shows signers what it shows everybody. */
    private Signers signers(Issuer issuer) {
        var own =
                shown.get()
                        .orElseThrow(
                                () -> new CaException("this node has nothing to show to signers"));
        return new Signers(issuer.root().certificate(), issuer.outside(), own.key(), own.chain());
    }

    private <T> CompletionStage<T> refused(String why) {
        return CompletableFuture.failedFuture(
                new CaException("the certificate authority " + socket.wanted() + why));
    }

    /** Runs something on a plug after everything that was asked for before. */
    private <T> CompletionStage<T> turn(
            String name, Function<CertificateAuthority, CompletionStage<T>> verb) {
        var mine =
                last.handle((done, failed) -> done)
                        .thenCompose(any -> plug(name))
                        .thenCompose(verb);
        last = mine;
        return mine;
    }

    private CompletionStage<CertificateAuthority> plug(String name) {
        var ready = live.filter(now -> fits(now, name));
        if (ready.isPresent()) {
            return CompletableFuture.completedFuture(ready.get().plug());
        }
        var waits = new Waiting(name, new CompletableFuture<>());
        waiting.add(waits);
        socket.want(name);
        loop.schedule(PATIENCE, () -> giveUp(waits));
        return waits.plug();
    }

    /** Whoever signs with keys that are inside goes on until the one that is wanted is there. */
    private static boolean fits(Live<CertificateAuthority> now, String name) {
        return now.info().name().equals(OUTSIDE) == name.equals(OUTSIDE);
    }

    private void giveUp(Waiting waits) {
        waiting.remove(waits);
        waits.plug()
                .completeExceptionally(
                        new CaException(
                                "no certificate authority " + waits.name() + " works here"));
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
        live = Optional.of(now);
        var waited = waiting.stream().filter(each -> fits(now, each.name())).toList();
        waiting.removeAll(waited);
        waited.forEach(each -> each.plug().complete(now.plug()));
    }

    @Override
    public void lost(String why) {
        live = Optional.empty();
        installed = Optional.empty();
    }
}
