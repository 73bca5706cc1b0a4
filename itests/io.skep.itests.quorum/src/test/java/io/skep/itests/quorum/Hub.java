package io.skep.itests.quorum;

import io.skep.model.NodeId;
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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** Questions between nodes of one process. Nodes can be cut off: then nothing is answered. */
final class Hub {

    private record Desk(Loop loop, Answerer answerer) {}

    private final Map<String, Desk> desks = new ConcurrentHashMap<>();
    private final Set<String> cut = ConcurrentHashMap.newKeySet();
    private final Map<String, List<ManagerAddress>> known = new ConcurrentHashMap<>();
    private final Map<String, Integer> largest = new ConcurrentHashMap<>();

    /** Nothing reaches a node any more, and nothing leaves it. */
    void cut(String node) {
        cut.add(node);
    }

    void mend(String node) {
        cut.remove(node);
    }

    /** The process of a node is gone, with all it served. */
    void drop(String node) {
        desks.remove(node);
    }

    /** The largest question a node was asked, in bytes. */
    int largest(String node) {
        return largest.getOrDefault(node, 0);
    }

    List<ManagerAddress> known(String node) {
        return known.getOrDefault(node, List.of());
    }

    private CompletionStage<byte[]> ask(String from, String to, byte[] question) {
        var desk = desks.get(to);
        if (desk == null || cut.contains(from) || cut.contains(to)) {
            return CompletableFuture.failedFuture(
                    new TalkException(TalkException.Reason.UNREACHABLE, "no way to " + to));
        }
        largest.merge(to, question.length, Math::max);
        var answer = new CompletableFuture<byte[]>();
        desk.loop().execute(() -> answer(desk, from, to, question, answer));
        return answer;
    }

    private void answer(
            Desk desk, String from, String to, byte[] question, CompletableFuture<byte[]> answer) {
        var caller = new Caller(new NodeId(from), Role.MANAGER);
        desk.answerer()
                .answer(caller, question)
                .whenComplete(
                        (bytes, failure) -> {
                            if (failure != null) {
                                answer.completeExceptionally(
                                        new TalkException(
                                                TalkException.Reason.FAILED, "" + failure));
                            } else if (!cut.contains(from) && !cut.contains(to)) {
                                answer.complete(bytes);
                            }
                        });
    }

    Transport of(String self) {
        return new Port(self);
    }

    /** A node's way out; one kind of question is enough here. */
    private final class Port implements Transport {

        private final String self;

        private Port(String self) {
            this.self = self;
        }

        @Override
        public NodeId self() {
            return new NodeId(self);
        }

        @Override
        public Optional<NodeId> manager() {
            return managers().stream().map(ManagerAddress::node).findFirst();
        }

        @Override
        public List<ManagerAddress> managers() {
            return known(self);
        }

        @Override
        public void learn(List<ManagerAddress> managers) {
            known.put(self, List.copyOf(managers));
        }

        @Override
        public CompletionStage<byte[]> ask(
                NodeId peer, String kind, byte[] question, Duration patience) {
            return Hub.this.ask(self, peer.value(), question);
        }

        @Override
        public CompletionStage<byte[]> ask(
                String address, Trust trust, String kind, byte[] question, Duration patience) {
            throw new UnsupportedOperationException("nobody is a stranger here");
        }

        @Override
        public Cancellable answer(String kind, Loop loop, Answerer answerer) {
            var mine = new Desk(loop, answerer);
            desks.put(self, mine);
            return () -> desks.remove(self, mine);
        }

        @Override
        public Cancellable serve(String kind, Loop loop, Acceptor acceptor) {
            throw new UnsupportedOperationException("there are no channels here");
        }

        @Override
        public Channel open(NodeId peer, String kind, Loop loop, ChannelSink sink) {
            throw new UnsupportedOperationException("there are no channels here");
        }

        @Override
        public Cancellable guard(Guard guard) {
            return () -> {};
        }
    }
}
