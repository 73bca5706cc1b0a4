package io.skep.network.engine.internal.socket;

import io.skep.lifecycle.DutyContext;
import io.skep.lifecycle.Fence;
import io.skep.lifecycle.Live;
import io.skep.lifecycle.Plug;
import io.skep.lifecycle.PlugCatalog;
import io.skep.lifecycle.PlugContext;
import io.skep.lifecycle.PlugInfo;
import io.skep.lifecycle.PlugProvider;
import io.skep.lifecycle.PlugRow;
import io.skep.lifecycle.Providers;
import io.skep.lifecycle.Socket;
import io.skep.lifecycle.SocketHost;
import io.skep.network.spi.NetworkSink;
import io.skep.seam.Loop;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/**
 * A socket that comes and goes with the duty, and the providers it is told of. Providers come by
 * any thread; the rest belongs to the duty's loop.
 *
 * @param <P> the plugs
 */
public final class Berth<P extends Plug> implements PlugCatalog {

    private static final Duration RETRY = Duration.ofSeconds(10);

    private final String contract;
    private final String usual;
    private final Providers<P, NetworkSink> providers;
    // the socket while the duty works; set by it, read by threads that list plugs
    private final AtomicReference<Optional<Socket<P, NetworkSink>>> socket =
            new AtomicReference<>(Optional.empty());
    private Optional<P> plug = Optional.empty();

    /**
     * Empty.
     *
     * @param contract the contract's name, and that of the setting that names the wanted plug
     * @param usual the plug that is wanted when nothing is set
     */
    public Berth(String contract, String usual) {
        this.contract = contract;
        this.usual = usual;
        this.providers = new Providers<>(contract);
    }

    /** A plug's bundle started. Any thread. */
    public void bind(PlugProvider<?, ?> provider) {
        providers.bind(provider);
    }

    /** A plug's bundle stops. Any thread. */
    public void unbind(PlugProvider<?, ?> provider) {
        providers.unbind(provider);
    }

    /** What {@link #unbind} waits for; for simulations, where nobody may wait. */
    public CompletionStage<Void> release(PlugProvider<?, ?> provider) {
        return providers.release(provider);
    }

    /**
     * Opens the wanted plug, now or when it is there.
     *
     * @param changed called when a plug works or does not work any more
     * @param sink what plugs talk to
     */
    public void open(DutyContext context, Loop loop, NetworkSink sink, Runnable changed) {
        var opened =
                new Socket<>(
                        contract,
                        loop,
                        context.seams().time(),
                        new Harbour(context, loop, sink, changed));
        socket.set(Optional.of(opened));
        opened.want(context.setting(contract, usual));
        providers.attach(opened);
    }

    /** The plug that works now. The loop. */
    public Optional<P> plug() {
        return plug;
    }

    /** Lets the plug go; what it made stays. */
    public CompletionStage<Void> close() {
        var open = socket.getAndSet(Optional.empty());
        open.ifPresent(providers::detach);
        return open.map(Socket::close).orElseGet(() -> CompletableFuture.completedFuture(null));
    }

    @Override
    public String contract() {
        return contract;
    }

    @Override
    public String wanted() {
        return socket.get().map(Socket::wanted).orElse("");
    }

    @Override
    public List<PlugRow> rows() {
        return socket.get().map(Socket::rows).orElseGet(this::idle);
    }

    private List<PlugRow> idle() {
        return providers.infos().stream()
                .map(info -> new PlugRow(info, "available", 0, ""))
                .toList();
    }

    private final class Harbour implements SocketHost<P, NetworkSink> {

        private final DutyContext context;
        private final Loop loop;
        private final NetworkSink sink;
        private final Runnable changed;

        private Harbour(DutyContext context, Loop loop, NetworkSink sink, Runnable changed) {
            this.context = context;
            this.loop = loop;
            this.sink = sink;
            this.changed = changed;
        }

        @Override
        public PlugContext<NetworkSink> context(PlugInfo info) {
            var directory = context.directory().resolve(contract).resolve(info.name());
            return new PlugContext<>(loop, context.seams(), sink, directory, context.settings());
        }

        @Override
        public NetworkSink fence(NetworkSink own, BooleanSupplier alive) {
            return Fence.of(NetworkSink.class, own, alive);
        }

        @Override
        public void live(Live<P> live) {
            plug = Optional.of(live.plug());
            changed.run();
        }

        @Override
        public void lost(String why) {
            plug = Optional.empty();
            changed.run();
        }

        /** What was missing may be installed meanwhile. */
        @Override
        public void failed(PlugInfo info, String why) {
            loop.schedule(RETRY, () -> socket.get().ifPresent(Socket::retry));
        }
    }
}
