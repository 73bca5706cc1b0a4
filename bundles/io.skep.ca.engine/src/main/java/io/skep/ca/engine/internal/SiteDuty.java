package io.skep.ca.engine.internal;

import io.skep.ca.CaException;
import io.skep.ca.Credential;
import io.skep.ca.Credentials;
import io.skep.ca.engine.internal.bureau.Bureau;
import io.skep.ca.engine.internal.bureau.Counter;
import io.skep.ca.engine.internal.bureau.Issuer;
import io.skep.ca.engine.internal.identity.Wallet;
import io.skep.ca.engine.internal.plug.Authority;
import io.skep.ca.engine.internal.site.Site;
import io.skep.ca.engine.internal.wire.Held;
import io.skep.ca.engine.internal.wire.Reminding;
import io.skep.ca.spi.CaSink;
import io.skep.ca.spi.CertificateAuthority;
import io.skep.ca.spi.Order;
import io.skep.ca.spi.RootKey;
import io.skep.lifecycle.Duty;
import io.skep.lifecycle.DutyContext;
import io.skep.lifecycle.PlugCatalog;
import io.skep.lifecycle.PlugProvider;
import io.skep.lifecycle.PlugRow;
import io.skep.lifecycle.Providers;
import io.skep.model.ClusterId;
import io.skep.model.NodeId;
import io.skep.model.spec.Availability;
import io.skep.seam.Cancellable;
import io.skep.seam.Loop;
import io.skep.transport.Transport;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** This node's credential, from before it is in a cluster on; host of the plugs that sign. */
@Component(
        name = "io.skep.ca.engine",
        immediate = true,
        service = {Duty.class, Credentials.class, PlugCatalog.class, Bureau.class})
public final class SiteDuty implements Duty, Credentials, PlugCatalog, Bureau {

    private static final String DEFAULT_PLUG = "bouncycastle";

    private final Transport transport;
    private final Wallet wallet = new Wallet();
    private final Providers<CertificateAuthority, CaSink> providers =
            new Providers<>(CertificateAuthority.CONTRACT);
    // what works while the duty does; set by the node, read by everybody
    private final AtomicReference<Optional<Works>> works = new AtomicReference<>(Optional.empty());

    private record Works(DutyContext context, Loop loop, Site site, Authority authority) {}

    /** Wired, not working. */
    @Activate
    public SiteDuty(@Reference(name = "transport") Transport transport) {
        this.transport = transport;
    }

    /** A plug's bundle started. */
    @Reference(
            name = "plug",
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC)
    public void bind(PlugProvider<?, ?> provider) {
        providers.bind(provider);
    }

    /** A plug's bundle stops. */
    public void unbind(PlugProvider<?, ?> provider) {
        providers.unbind(provider);
    }

    @Override
    public String name() {
        return "ca.site";
    }

    @Override
    public Scope scope() {
        return Scope.NODE;
    }

    @Override
    public CompletionStage<Void> start(DutyContext context) {
        var loop = context.seams().loop("ca-site");
        var authority = new Authority(context, loop, providers, wallet::current);
        var site = new Site(context, loop, transport, wallet, authority);
        works.set(Optional.of(new Works(context, loop, site, authority)));
        authority.open(usual(context));
        return site.on(site::start);
    }

    private static String usual(DutyContext context) {
        return context.setting(CertificateAuthority.CONTRACT, DEFAULT_PLUG);
    }

    @Override
    public CompletionStage<Void> stop(Duration grace) {
        return works.getAndSet(Optional.empty())
                .map(
                        old -> {
                            old.loop().execute(old.site()::stop);
                            return old.authority().close().thenRun(old.loop()::close);
                        })
                .orElseGet(() -> CompletableFuture.completedFuture(null));
    }

    private <T> CompletionStage<T> site(Function<Works, CompletionStage<T>> verb) {
        return works.get()
                .map(verb)
                .orElseGet(
                        () ->
                                CompletableFuture.failedFuture(
                                        new CaException("this node has not started")));
    }

    private <T> CompletionStage<T> sign(Function<Authority, CompletionStage<T>> verb) {
        return site(now -> now.site().on(() -> verb.apply(now.authority())));
    }

    @Override
    public Optional<Credential> current() {
        return wallet.current();
    }

    @Override
    public Cancellable watch(Loop loop, Consumer<Optional<Credential>> changed) {
        return wallet.watch(loop, changed);
    }

    @Override
    public CompletionStage<Credential> found(ClusterId cluster, NodeId node) {
        return site(now -> now.site().found(cluster, node));
    }

    @Override
    public CompletionStage<Credential> join(
            List<String> managers, String token, Availability availability) {
        return site(now -> now.site().join(managers, token, availability));
    }

    @Override
    public CompletionStage<Void> forget() {
        return site(now -> now.site().forget());
    }

    @Override
    public CompletionStage<RootKey> create() {
        return sign(Authority::create);
    }

    @Override
    public CompletionStage<List<X509Certificate>> issue(Issuer issuer, Order order) {
        return sign(authority -> authority.issue(issuer, order));
    }

    @Override
    public CompletionStage<X509Certificate> crossSign(Issuer issuer, RootKey other) {
        return sign(authority -> authority.crossSign(issuer, other));
    }

    @Override
    public CompletionStage<Void> reach(Issuer issuer) {
        return sign(authority -> authority.reach(issuer));
    }

    @Override
    public CompletionStage<Void> fits(RootKey root) {
        return sign(authority -> authority.fits(root));
    }

    @Override
    public void want(String plug) {
        works.get().ifPresent(now -> now.loop().execute(() -> want(now, plug)));
    }

    private static void want(Works now, String plug) {
        now.authority().want(plug.isEmpty() ? usual(now.context()) : plug);
    }

    @Override
    public CompletionStage<Optional<RootKey>> founded() {
        return site(now -> now.site().foundedRoot());
    }

    @Override
    public CompletionStage<Void> deposited() {
        return site(now -> now.site().deposited());
    }

    @Override
    public void renew() {
        works.get().ifPresent(now -> now.site().renewSoon());
    }

    @Override
    public CompletionStage<Held> remind(Reminding wanted) {
        return site(now -> now.site().on(() -> now.site().remind(wanted)));
    }

    @Override
    public Cancellable open(Counter counter) {
        return works.get().map(now -> now.site().open(counter)).orElse(() -> {});
    }

    @Override
    public String contract() {
        return CertificateAuthority.CONTRACT;
    }

    @Override
    public String wanted() {
        return works.get().map(now -> now.authority().wanted()).orElse("");
    }

    @Override
    public List<PlugRow> rows() {
        return works.get()
                .map(now -> now.authority().rows())
                .orElseGet(
                        () ->
                                providers.infos().stream()
                                        .map(info -> new PlugRow(info, "available", 0, ""))
                                        .toList());
    }
}
