package io.skep.dns.engine.internal;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.skep.dns.engine.internal.resolver.Resolvers;
import io.skep.dns.engine.internal.serve.Desk;
import io.skep.dns.engine.internal.serve.Ears;
import io.skep.dns.engine.internal.upstream.Upstream;
import io.skep.dns.engine.internal.zone.Addresses;
import io.skep.dns.engine.internal.zone.Cartographer;
import io.skep.dns.engine.internal.zone.Residents;
import io.skep.lifecycle.DutyContext;
import io.skep.model.TaskId;
import io.skep.model.net.Link;
import io.skep.seam.Cancellable;
import io.skep.seam.Loop;
import io.skep.slice.Assignment;
import io.skep.slice.Slice;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/**
 * Answers this node's containers on the node's address in each of its networks. Level-triggered:
 * whenever the slice or the resolvers changed, directory and ports are made so. Owned by its loop.
 */
final class DnsEngine {

    private static final int THREADS = 2;
    private static final Duration AGAIN = Duration.ofSeconds(1);
    private static final Duration EXCHANGE = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final String STANDARD_PORT = "53";

    private final DutyContext context;
    private final Slice slice;
    private final Resolvers resolvers;
    private final Loop loop;
    private final Cartographer cartographer;
    private final EventLoopGroup loops;
    private final Desk desk;
    private final Ears ears;
    // our own addresses, so that we do not ask ourselves; read by the threads that ask others
    private final AtomicReference<Set<InetAddress>> own = new AtomicReference<>(Set.of());
    // who lives here, and what that is made of
    private SortedMap<TaskId, Assignment> assignments = Collections.emptySortedMap();
    private Residents residents = Residents.NONE;
    private Cancellable watch = () -> {};
    private Cancellable again = () -> {};
    private Cancellable bereft = () -> {};
    private boolean settling;
    private boolean served;
    private boolean stale;
    private boolean ended;

    DnsEngine(DutyContext context, Slice slice, Resolvers resolvers) {
        this.context = context;
        this.slice = slice;
        this.resolvers = resolvers;
        this.loop = context.seams().loop("dns");
        this.cartographer = new Cartographer(context.node());
        this.loops = new NioEventLoopGroup(THREADS, new DefaultThreadFactory("skep-dns", true));
        var asking =
                new Upstream.Asking(
                        Integer.parseInt(context.setting("dns.upstream.port", STANDARD_PORT)),
                        PATIENCE);
        var file = Path.of(context.setting("dns.resolv", "/etc/resolv.conf"));
        this.desk = new Desk(Upstream.of(loops, file, own::get, asking));
        this.ears =
                new Ears(loops, desk, Integer.parseInt(context.setting("dns.port", STANDARD_PORT)));
    }

    /** The resolver that is wanted. */
    String wanted() {
        return context.setting("dns", "zone");
    }

    CompletionStage<Void> start() {
        return loop.on(slice.ready()).thenRun(() -> watch = slice.watch(loop, this::settle));
    }

    /** Resolvers came or went. Any thread. */
    void changed() {
        loop.execute(this::settle);
    }

    private void settle() {
        if (ended) {
            return;
        }
        var links = slice.links().values();
        own.set(addresses(links));
        var resolver = resolvers.named(wanted());
        var directory = cartographer.draw(slice.wiring(), links, residents(), resolver);
        if (resolver.isPresent()) {
            bereft.cancel();
            bereft = () -> {};
            desk.use(directory);
            served = true;
        } else if (served) {
            // one that is replaced is away for a moment; until then what it said holds
            served = false;
            bereft = loop.schedule(EXCHANGE, desk::unable);
        }
        listen();
    }

    /** Networks change more often than who lives here. */
    private Residents residents() {
        var now = slice.assignments();
        if (now != assignments) {
            assignments = now;
            residents = Residents.of(slice);
        }
        return residents;
    }

    private void listen() {
        if (settling) {
            stale = true;
            return;
        }
        settling = true;
        stale = false;
        again.cancel();
        loop.on(ears.listen(context.seams().workers(), own.get()))
                .whenComplete((all, failure) -> listened(failure == null && all));
    }

    private void listened(boolean everywhere) {
        settling = false;
        if (!ended && stale) {
            listen();
        } else if (!ended && !everywhere) {
            again = loop.schedule(AGAIN, this::listen);
        }
    }

    private static Set<InetAddress> addresses(Collection<Link> links) {
        return links.stream()
                .flatMap(link -> link.gateways().stream())
                .flatMap(address -> Addresses.parsed(address).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    CompletionStage<Void> stop(Duration grace) {
        var stopped = new CompletableFuture<Void>();
        loop.execute(
                () -> {
                    ended = true;
                    watch.cancel();
                    again.cancel();
                    bereft.cancel();
                    context.seams()
                            .workers()
                            .run("dns ports", () -> closed(grace))
                            .whenComplete((done, failure) -> stopped.complete(null));
                });
        return stopped.thenRun(loop::close);
    }

    private boolean closed(Duration grace) {
        ears.close();
        return loops.shutdownGracefully(0, grace.toMillis(), TimeUnit.MILLISECONDS)
                .awaitUninterruptibly(grace.toMillis());
    }
}
