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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Channels to agents that a test plays, and to other managers that are real. */
public final class MemoryTransport implements Transport {

    /** The other managers this one has a connection to. */
    public final SortedMap<NodeId, MemoryTransport> managers = new TreeMap<>();

    /** What becomes of the next questions; then they are answered. */
    public final ArrayDeque<Fate> fates = new ArrayDeque<>();

    /** Nodes this manager has no connection to. */
    public final SortedSet<NodeId> unreachable = new TreeSet<>();

    /** How many questions were asked. */
    public int questions;

    private final NodeId self;
    private final Map<String, Desk> answerers = new HashMap<>();
    private final Map<String, Gate> acceptors = new HashMap<>();

    /** What becomes of a question. */
    public enum Fate {
        /** It does not arrive. */
        UNREACHABLE,
        /** It arrives, the answer does not. */
        UNANSWERED
    }

    private record Desk(Loop loop, Answerer answerer) {}

    private record Gate(Loop loop, Acceptor acceptor) {}

    public MemoryTransport(String self) {
        this.self = new NodeId(self);
    }

    /** What agents were asked for, and how to answer. */
    public final SortedMap<TaskId, Agent> asked = new TreeMap<>();

    @Override
    public NodeId self() {
        return self;
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
        questions++;
        var other = managers.get(peer);
        var fate = fates.poll();
        var desk = other == null ? null : other.answerers.get(kind);
        if (desk == null || fate == Fate.UNREACHABLE) {
            return failed(TalkException.Reason.UNREACHABLE);
        }
        var answer = new CompletableFuture<byte[]>();
        desk.loop.execute(
                () ->
                        desk.answerer
                                .answer(new Caller(self, Role.MANAGER), question)
                                .whenComplete(
                                        (said, failure) ->
                                                arrive(fate == null ? said : null, answer)));
        return answer;
    }

    private static void arrive(byte[] said, CompletableFuture<byte[]> answer) {
        if (said == null) {
            failed(TalkException.Reason.UNKNOWN)
                    .whenComplete((none, failure) -> answer.completeExceptionally(failure));
        } else {
            answer.complete(said);
        }
    }

    private static CompletionStage<byte[]> failed(TalkException.Reason reason) {
        return CompletableFuture.failedFuture(new TalkException(reason, "a test wants it"));
    }

    @Override
    public CompletionStage<byte[]> ask(
            String address, Trust trust, String kind, byte[] question, Duration patience) {
        return CompletableFuture.failedFuture(
                new TalkException(TalkException.Reason.UNREACHABLE, "no way to " + address));
    }

    @Override
    public Cancellable answer(String kind, Loop loop, Answerer answerer) {
        answerers.put(kind, new Desk(loop, answerer));
        return () -> answerers.remove(kind);
    }

    @Override
    public Cancellable guard(Guard guard) {
        return () -> {};
    }

    @Override
    public Cancellable serve(String kind, Loop loop, Acceptor acceptor) {
        acceptors.put(kind, new Gate(loop, acceptor));
        return () -> acceptors.remove(kind);
    }

    @Override
    public Channel open(NodeId peer, String kind, Loop loop, ChannelSink sink) {
        var manager = managers.get(peer);
        if (manager != null && kind.equals("control.logs")) {
            var gate = manager.acceptors.get(kind);
            return Pipe.between(self, loop, sink, gate.loop, gate.acceptor);
        }
        var agent = new Agent(peer, kind, loop, sink);
        if (unreachable.contains(peer)) {
            agent.breaks();
        }
        return agent;
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
            if (unreachable.contains(peer)) {
                return true;
            }
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
            says(lines);
        }

        public void says(List<LogLine> lines) {
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
