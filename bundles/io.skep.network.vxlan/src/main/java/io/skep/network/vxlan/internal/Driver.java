package io.skep.network.vxlan.internal;

import io.skep.lifecycle.Handover;
import io.skep.lifecycle.PlugContext;
import io.skep.lifecycle.PlugException;
import io.skep.model.NodeId;
import io.skep.model.net.Wiring;
import io.skep.network.spi.Made;
import io.skep.network.spi.NetworkDriver;
import io.skep.network.spi.NetworkSink;
import io.skep.network.vxlan.internal.cipher.WireGuard;
import io.skep.network.vxlan.internal.engine.EngineNetworks;
import io.skep.network.vxlan.internal.kernel.Kernel;
import io.skep.network.vxlan.internal.tool.Tools;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Networks of bridges, and of VXLAN tunnels between them where it may have some. All state is in
 * the kernel and in the engine, so there is nothing to hand over.
 */
final class Driver implements NetworkDriver {

    private static final String HOST = "docker.host";
    private static final String DEFAULT_HOST = "unix:///var/run/docker.sock";

    private final PlugContext<NetworkSink> context;
    private final boolean tunnels;
    private final Kernel kernel;
    private final WireGuard cipher;
    private Optional<Machine> machine = Optional.empty();
    private CompletionStage<Void> last = CompletableFuture.completedFuture(null);

    /**
     * A driver that has done nothing.
     *
     * @param tunnels whether it is to reach other nodes
     */
    Driver(PlugContext<NetworkSink> context, boolean tunnels, Tools tools) {
        this.context = context;
        this.tunnels = tunnels;
        this.kernel = new Kernel(tools);
        this.cipher = new WireGuard(tools, tunnels);
    }

    @Override
    public CompletionStage<Void> activate(long epoch, Optional<Handover> handover) {
        return context.seams().workers().run("network-check", this::check);
    }

    private Void check() {
        var missing = kernel.missing(tunnels);
        if (!missing.isEmpty()) {
            throw new PlugException("this node makes no networks: " + missing);
        }
        cipher.begin();
        try {
            EngineNetworks.greet(engine(), context.loop());
        } catch (RuntimeException silent) {
            throw new PlugException("this node makes no networks: " + silent.getMessage(), silent);
        }
        return null;
    }

    @Override
    public CompletionStage<Void> resume(long epoch) {
        return activate(epoch, Optional.empty());
    }

    @Override
    public CompletionStage<Made> make(NodeId node, Wiring wish) {
        var here = machine.orElseGet(() -> machine(node));
        machine = Optional.of(here);
        var made = context.seams().workers().run("network", () -> here.make(wish));
        last = made.handle((done, failure) -> null);
        return made;
    }

    @Override
    public String cipher() {
        return cipher.key();
    }

    private Machine machine(NodeId node) {
        var engine = new EngineNetworks(engine(), context.loop(), node);
        var seams = context.seams();
        var tooling = new Machine.Tooling(tunnels, kernel, cipher, engine);
        var lookout = new Lookout(seams.workers(), seams.time(), this::disturbed);
        return new Machine(node, tooling, lookout);
    }

    private void disturbed() {
        context.sink().disturbed("something is not as it was made");
    }

    private URI engine() {
        var host = context.settings().getOrDefault(HOST, "");
        return URI.create(host.isEmpty() ? DEFAULT_HOST : host);
    }

    @Override
    public CompletionStage<Void> quiesce(Duration grace) {
        return last.thenCompose(nothing -> quiet());
    }

    /** Nobody looks any more, who would put right what another instance makes. */
    private CompletionStage<Void> quiet() {
        return machine.map(Machine::quiet)
                .map(quiet -> quiet.<Void>thenApply(so -> null))
                .orElseGet(() -> CompletableFuture.completedFuture(null));
    }

    @Override
    public Optional<Handover> handover() {
        return Optional.empty();
    }

    /** NET-5: what was made stays. */
    @Override
    public CompletionStage<Void> close() {
        return quiesce(Duration.ZERO).thenRun(kernel::close);
    }
}
