package io.skep.dns.engine.internal;

import io.skep.dns.engine.internal.resolver.Resolvers;
import io.skep.dns.spi.Resolver;
import io.skep.lifecycle.Duty;
import io.skep.lifecycle.DutyContext;
import io.skep.lifecycle.PlugCatalog;
import io.skep.lifecycle.PlugRow;
import io.skep.slice.Slice;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.Version;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers the names of services to this node's containers; host of the resolvers. */
@Component(
        name = "io.skep.dns.engine",
        immediate = true,
        service = {Duty.class, PlugCatalog.class})
public final class DnsDuty implements Duty, PlugCatalog {

    private static final Logger log = LoggerFactory.getLogger(DnsDuty.class);

    private final Slice slice;
    private final Resolvers resolvers = new Resolvers();
    // the engine while the duty works; set by the node, read by threads that start bundles
    private final AtomicReference<Optional<DnsEngine>> engine =
            new AtomicReference<>(Optional.empty());

    /** Wired, not working. */
    @Activate
    public DnsDuty(@Reference(name = "slice") Slice slice) {
        this.slice = slice;
    }

    /** A resolver's bundle started. */
    @Reference(
            name = "resolver",
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC)
    public void bind(Resolver resolver, ServiceReference<Resolver> reference) {
        var name = reference.getProperty("plug.name");
        if (name == null) {
            log.warn("resolver {}: has no plug.name, so nobody can choose it", reference);
            return;
        }
        var bundle = reference.getBundle();
        var version = bundle == null ? Version.emptyVersion : bundle.getVersion();
        resolvers.bind(resolver, name.toString(), version.toString());
        engine.get().ifPresent(DnsEngine::changed);
    }

    /** A resolver's bundle stops. */
    public void unbind(Resolver resolver) {
        resolvers.unbind(resolver);
        engine.get().ifPresent(DnsEngine::changed);
    }

    @Override
    public String name() {
        return Resolvers.CONTRACT;
    }

    @Override
    public Scope scope() {
        return Scope.WORKER;
    }

    @Override
    public List<String> follows() {
        return List.of("agent");
    }

    @Override
    public CompletionStage<Void> start(DutyContext context) {
        var started = new DnsEngine(context, slice, resolvers);
        engine.set(Optional.of(started));
        return started.start();
    }

    @Override
    public CompletionStage<Void> stop(Duration grace) {
        return engine.getAndSet(Optional.empty())
                .map(working -> working.stop(grace))
                .orElseGet(() -> CompletableFuture.completedFuture(null));
    }

    @Override
    public String contract() {
        return Resolvers.CONTRACT;
    }

    @Override
    public String wanted() {
        return engine.get().map(DnsEngine::wanted).orElse("");
    }

    @Override
    public List<PlugRow> rows() {
        return resolvers.rows(wanted());
    }
}
