package io.skep.transport.engine.internal;

import io.skep.lifecycle.Duty;
import io.skep.lifecycle.DutyContext;
import io.skep.model.NodeId;
import io.skep.seam.Cancellable;
import io.skep.seam.Loop;
import io.skep.transport.Acceptor;
import io.skep.transport.Channel;
import io.skep.transport.ChannelSink;
import io.skep.transport.Transport;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Lets this node talk while it belongs to a cluster. Kinds may be served before; they wait for the
 * first channel.
 */
@Component(
        name = "io.skep.transport.engine",
        immediate = true,
        service = {Duty.class, Transport.class})
public final class TransportDuty implements Duty, Transport {

    private final Exchange exchange = new Exchange();

    /** Wired, not working. */
    @Activate
    public TransportDuty() {}

    @Override
    public String name() {
        return "transport";
    }

    @Override
    public Scope scope() {
        return Scope.WORKER;
    }

    @Override
    public CompletionStage<Void> start(DutyContext context) {
        exchange.join(context.node());
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Void> stop(Duration grace) {
        exchange.leave();
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public NodeId self() {
        return exchange.self();
    }

    @Override
    public Optional<NodeId> manager() {
        return exchange.manager();
    }

    @Override
    public Cancellable serve(String kind, Loop loop, Acceptor acceptor) {
        return exchange.serve(kind, loop, acceptor);
    }

    @Override
    public Channel open(NodeId peer, String kind, Loop loop, ChannelSink sink) {
        return exchange.open(peer, kind, loop, sink);
    }
}
