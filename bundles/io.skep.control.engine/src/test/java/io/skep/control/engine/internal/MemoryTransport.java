package io.skep.control.engine.internal;

import io.skep.codec.Codec;
import io.skep.model.LogLine;
import io.skep.model.NodeId;
import io.skep.model.TaskId;
import io.skep.seam.Cancellable;
import io.skep.seam.Loop;
import io.skep.transport.Acceptor;
import io.skep.transport.Answerer;
import io.skep.transport.Caller;
import io.skep.transport.Channel;
import io.skep.transport.ChannelSink;
import io.skep.transport.Guard;
import io.skep.transport.ManagerAddress;
import io.skep.transport.Role;
import io.skep.transport.TalkException;
import io.skep.transport.Transport;
import io.skep.transport.Trust;
import io.skep.transport.agent.LogFrame;
import io.skep.transport.agent.LogsWanted;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Channels to agents that a test plays. */
public final class MemoryTransport implements Transport {

    /** What agents were asked for, and how to answer. */
    public final SortedMap<TaskId, Agent> asked = new TreeMap<>();

    @Override
    public NodeId self() {
        return new NodeId("me");
    }

    @Override
    public Optional<NodeId> manager() {
        return Optional.empty();
    }

    @Override
    public List<ManagerAddress> managers() {
        return List.of();
    }

    @Override
    public void learn(List<ManagerAddress> managers) {
        throw new UnsupportedOperationException("control learns of no managers");
    }

    @Override
    public CompletionStage<byte[]> ask(
            NodeId peer, String kind, byte[] question, Duration patience) {
        return CompletableFuture.failedFuture(
                new TalkException(TalkException.Reason.UNREACHABLE, "no way to " + peer));
    }

    @Override
    public CompletionStage<byte[]> ask(
            String address, Trust trust, String kind, byte[] question, Duration patience) {
        return CompletableFuture.failedFuture(
                new TalkException(TalkException.Reason.UNREACHABLE, "no way to " + address));
    }

    @Override
    public Cancellable answer(String kind, Loop loop, Answerer answerer) {
        return () -> {};
    }

    @Override
    public Cancellable guard(Guard guard) {
        return () -> {};
    }

    @Override
    public Cancellable serve(String kind, Loop loop, Acceptor acceptor) {
        throw new UnsupportedOperationException("control serves nothing");
    }

    @Override
    public Channel open(NodeId peer, String kind, Loop loop, ChannelSink sink) {
        return new Agent(peer, kind, loop, sink);
    }

    /** The end of a channel that a test plays. */
    public final class Agent implements Channel {

        private final NodeId peer;
        private final String kind;
        private final Loop loop;
        private final ChannelSink sink;
        public final List<String> closed = new ArrayList<>();
        public LogsWanted wanted;

        private Agent(NodeId peer, String kind, Loop loop, ChannelSink sink) {
            this.peer = peer;
            this.kind = kind;
            this.loop = loop;
            this.sink = sink;
        }

        @Override
        public NodeId peer() {
            return peer;
        }

        @Override
        public Caller caller() {
            return new Caller(peer, Role.WORKER);
        }

        @Override
        public boolean send(byte[] frame) {
            wanted = Codec.value(frame, LogsWanted.class);
            asked.put(wanted.task(), this);
            return kind.equals("agent.logs");
        }

        @Override
        public void close(String reason) {
            closed.add(reason);
            loop.execute(() -> sink.closed(reason));
        }

        public void says(String... texts) {
            var lines = new ArrayList<LogLine>();
            for (var text : texts) {
                lines.add(new LogLine(1, Instant.EPOCH, text, Map.of()));
            }
            frame(LogFrame.of(lines));
        }

        public void ends(String error) {
            frame(LogFrame.end(error));
        }

        public void breaks() {
            loop.execute(() -> sink.closed("cut"));
        }

        private void frame(LogFrame frame) {
            loop.execute(() -> sink.frame(Codec.bytes(frame)));
        }
    }
}
