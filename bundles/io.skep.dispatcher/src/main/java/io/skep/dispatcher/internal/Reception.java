package io.skep.dispatcher.internal;

import io.skep.codec.Codec;
import io.skep.dispatcher.internal.session.Complaints;
import io.skep.lifecycle.DutyContext;
import io.skep.model.NodeId;
import io.skep.seam.Cancellable;
import io.skep.seam.Loop;
import io.skep.store.Quorum;
import io.skep.transport.Acceptor;
import io.skep.transport.Channel;
import io.skep.transport.ChannelSink;
import io.skep.transport.ManagerAddress;
import io.skep.transport.Transport;
import io.skep.transport.agent.AgentFrame;
import io.skep.transport.agent.ManagerFrame;
import io.skep.transport.agent.WiringFrame;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Takes the agents' channels on every manager: the dispatcher's while it works here, else the agent
 * hears who leads. Owned by its loop, which it lends the dispatcher.
 */
public final class Reception {

    private static final String ELSEWHERE = "this manager does not lead";

    private final NodeId self;
    private final Transport transport;
    private final Quorum quorum;
    private final Loop loop;
    private final Complaints complaints;
    private Optional<Acceptor> dispatcher = Optional.empty();
    private Optional<Acceptor> networks = Optional.empty();
    private List<Cancellable> serving = List.of();

    /** A reception that is not open. */
    public Reception(DutyContext context, Transport transport, Quorum quorum) {
        this.self = context.node();
        this.transport = transport;
        this.quorum = quorum;
        this.loop = context.seams().loop("dispatcher");
        this.complaints = new Complaints(context.seams().time());
    }

    /** Agents are answered from now on. */
    public void open() {
        loop.execute(
                () ->
                        serving =
                                List.of(
                                        serve(AgentFrame.CHANNEL, this::accept),
                                        serve(WiringFrame.CHANNEL, this::wire)));
    }

    private Cancellable serve(String kind, Acceptor desk) {
        return transport.serve(kind, loop, channel -> new Caller(channel, desk));
    }

    /** Nobody is answered any more. */
    public CompletionStage<Void> close() {
        var closed = new CompletableFuture<Void>();
        loop.execute(
                () -> {
                    serving.forEach(Cancellable::cancel);
                    closed.complete(null);
                    loop.close();
                });
        return closed;
    }

    Loop loop() {
        return loop;
    }

    /** What is said of nodes; it outlives the dispatcher. On the loop. */
    Complaints complaints() {
        return complaints;
    }

    /** Channels go to a dispatcher, until that is cancelled. On the loop. */
    Cancellable direct(Acceptor sessions, Acceptor wirings) {
        dispatcher = Optional.of(sessions);
        networks = Optional.of(wirings);
        return () -> {
            dispatcher = dispatcher.filter(other -> other != sessions);
            networks = networks.filter(other -> other != wirings);
        };
    }

    /** Where the managers are, as far as is known here. */
    List<ManagerAddress> managers() {
        var members =
                quorum.members().entrySet().stream()
                        .map(member -> new ManagerAddress(member.getKey(), member.getValue()))
                        .toList();
        return members.isEmpty() ? transport.managers() : members;
    }

    /** What an agent is told that is to go to another manager. */
    ManagerFrame elsewhere() {
        var leader = quorum.leader().filter(node -> !node.equals(self));
        return ManagerFrame.elsewhere(leader.orElse(null), managers());
    }

    private ChannelSink accept(Channel channel) {
        return dispatcher.map(to -> to.accept(channel)).orElseGet(() -> new Stray(channel));
    }

    private ChannelSink wire(Channel channel) {
        return networks.map(to -> to.accept(channel)).orElseGet(() -> new Astray(channel));
    }

    /**
     * An agent that has not spoken yet. Who takes it is settled when it does: a dispatcher that
     * ends in between knows nothing of it, and would answer it for ever.
     */
    private static final class Caller implements ChannelSink {

        private final Channel channel;
        private final Acceptor desk;
        private Optional<ChannelSink> taken = Optional.empty();

        private Caller(Channel channel, Acceptor desk) {
            this.channel = channel;
            this.desk = desk;
        }

        @Override
        public void frame(byte[] bytes) {
            var sink = taken.orElseGet(() -> desk.accept(channel));
            taken = Optional.of(sink);
            sink.frame(bytes);
        }

        @Override
        public void closed(String reason) {
            taken.ifPresent(sink -> sink.closed(reason));
        }
    }

    /** What is said of networks comes from the leader only. */
    private record Astray(Channel channel) implements ChannelSink {

        @Override
        public void frame(byte[] any) {
            channel.close(ELSEWHERE);
        }

        @Override
        public void closed(String reason) {
            // its session says where to go
        }
    }

    /** An agent that asks the wrong manager: it says hello, and hears where to go. */
    private final class Stray implements ChannelSink {

        private final Channel channel;

        private Stray(Channel channel) {
            this.channel = channel;
        }

        @Override
        public void frame(byte[] hello) {
            channel.send(Codec.bytes(elsewhere()));
            channel.close(ELSEWHERE);
        }

        @Override
        public void closed(String reason) {
            // it is on its way
        }
    }
}
