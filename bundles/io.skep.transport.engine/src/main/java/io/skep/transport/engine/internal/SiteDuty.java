package io.skep.transport.engine.internal;

import io.skep.lifecycle.Duty;
import io.skep.lifecycle.DutyContext;
import io.skep.model.NodeId;
import io.skep.seam.Cancellable;
import io.skep.seam.Loop;
import io.skep.transport.Acceptor;
import io.skep.transport.Answerer;
import io.skep.transport.Channel;
import io.skep.transport.ChannelSink;
import io.skep.transport.Guard;
import io.skep.transport.ManagerAddress;
import io.skep.transport.TalkException;
import io.skep.transport.Transport;
import io.skep.transport.Trust;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** The transport for all rooms: kinds may be served, and questions asked, before a cluster is. */
@Component(
        name = "io.skep.transport.site",
        immediate = true,
        service = {Duty.class, Transport.class, SiteDuty.class})
public final class SiteDuty implements Duty, Transport {

    private final Exchange exchange = new Exchange();

    /** Wired, not working. */
    @Activate
    public SiteDuty() {}

    /** What this bundle's duties share. */
    Exchange exchange() {
        return exchange;
    }

    @Override
    public String name() {
        return "transport.site";
    }

    @Override
    public Scope scope() {
        return Scope.NODE;
    }

    @Override
    public CompletionStage<Void> start(DutyContext context) {
        exchange.roll().open(context.seams().disk("transport"));
        exchange.open(
                context.seams().loop("transport"),
                (address, trust, single) ->
                        CompletableFuture.failedFuture(
                                new TalkException(
                                        TalkException.Reason.UNREACHABLE, "no way to " + address)));
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Void> stop(Duration grace) {
        exchange.shut();
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
    public List<ManagerAddress> managers() {
        return exchange.managers();
    }

    @Override
    public void learn(List<ManagerAddress> managers) {
        exchange.learn(managers);
    }

    @Override
    public Cancellable serve(String kind, Loop loop, Acceptor acceptor) {
        return exchange.serve(kind, loop, acceptor);
    }

    @Override
    public Channel open(NodeId peer, String kind, Loop loop, ChannelSink sink) {
        return exchange.open(peer, kind, loop, sink);
    }

    @Override
    public CompletionStage<byte[]> ask(
            NodeId peer, String kind, byte[] question, Duration patience) {
        return exchange.ask(peer, kind, question, patience);
    }

    @Override
    public CompletionStage<byte[]> ask(
            String address, Trust trust, String kind, byte[] question, Duration patience) {
        return exchange.ask(address, trust, kind, question, patience);
    }

    @Override
    public Cancellable answer(String kind, Loop loop, Answerer answerer) {
        return exchange.answer(kind, loop, answerer);
    }

    @Override
    public Cancellable guard(Guard guard) {
        return exchange.guard(guard);
    }
}
