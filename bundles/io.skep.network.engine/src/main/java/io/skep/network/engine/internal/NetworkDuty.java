package io.skep.network.engine.internal;

import io.skep.lifecycle.Duty;
import io.skep.lifecycle.DutyContext;
import io.skep.lifecycle.MetricSink;
import io.skep.lifecycle.MetricSource;
import io.skep.network.engine.internal.socket.BalancerBerth;
import io.skep.network.engine.internal.socket.DriverBerth;
import io.skep.slice.Slice;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Has this node's networks and rules made while the node belongs to a cluster. */
@Component(
        name = "io.skep.network.engine",
        immediate = true,
        service = {Duty.class, MetricSource.class})
public final class NetworkDuty implements Duty, MetricSource {

    private final Tally tally = new Tally();
    private final Slice slice;
    private final DriverBerth drivers;
    private final BalancerBerth balancers;
    // the engine while the duty works; set by the node
    private final AtomicReference<Optional<NetworkEngine>> engine =
            new AtomicReference<>(Optional.empty());

    /** Wired, not working. */
    @Activate
    public NetworkDuty(
            @Reference(name = "slice") Slice slice,
            @Reference(name = "drivers") DriverBerth drivers,
            @Reference(name = "balancers") BalancerBerth balancers) {
        this.slice = slice;
        this.drivers = drivers;
        this.balancers = balancers;
    }

    @Override
    public void measure(MetricSink sink) {
        tally.tell(sink);
    }

    @Override
    public String name() {
        return "network";
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
        var started = new NetworkEngine(context, slice, drivers.berth(), balancers.berth(), tally);
        engine.set(Optional.of(started));
        return started.start();
    }

    @Override
    public CompletionStage<Void> leave() {
        engine.get().ifPresent(NetworkEngine::leave);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Void> stop(Duration grace) {
        return engine.getAndSet(Optional.empty())
                .map(working -> working.stop(grace))
                .orElseGet(() -> CompletableFuture.completedFuture(null));
    }
}
