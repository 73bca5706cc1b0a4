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
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Questions between nodes of one process. Nodes can be cut off, also in one direction: then nothing
 * is answered. In bad weather messages come late, twice, in another order, or not at all.
 */
final class Hub {

    /**
     * What becomes of messages.
     *
     * @param late how much later at most, in milliseconds
     * @param twice how many of a hundred come twice
     * @param lost how many of a hundred answers get lost after they were given
     */
    record Weather(int late, int twice, int lost) {
        static final Weather FAIR = new Weather(0, 0, 0);
    }

    private record Desk(Loop loop, Answerer answerer) {}

    private final Map<String, Desk> desks = new ConcurrentHashMap<>();
    private final Set<String> cut = ConcurrentHashMap.newKeySet();
    private final Set<String> oneWay = ConcurrentHashMap.newKeySet();
    private final AtomicReference<Weather> weather = new AtomicReference<>(Weather.FAIR);
    private final Map<String, List<ManagerAddress>> known = new ConcurrentHashMap<>();
    private final Map<String, Integer> largest = new ConcurrentHashMap<>();
    private final Map<String, Long> ends = new ConcurrentHashMap<>();
    private final Map<String, Long> heard = new ConcurrentHashMap<>();

    /** Nothing reaches a node any more, and nothing leaves it. */
    void cut(String node) {
        cut.add(node);
    }

    void mend(String node) {
        cut.remove(node);
    }

    /** Nothing that one sends reaches the other any more; the other direction goes on. */
    void cut(String from, String to) {
        oneWay.add(from + ">" + to);
    }

    /** Cuts both directions between those here and those there. */
    void part(List<String> here, List<String> there) {
        for (var one : here) {
            for (var other : there) {
                cut(one, other);
                cut(other, one);
            }
        }
    }

    /** Everything reaches everybody again, in fair weather. */
    void mend() {
        cut.clear();
        oneWay.clear();
        weather.set(Weather.FAIR);
    }

    void weather(Weather next) {
        weather.set(next);
    }

    private boolean passes(String from, String to) {
        return !cut.contains(from) && !cut.contains(to) && !oneWay.contains(from + ">" + to);
    }

    /** The process of a node is gone, with all it served. */
    void drop(String node) {
        desks.remove(node);
    }

    /** The largest question a node was asked, in bytes. */
    int largest(String node) {
        return largest.getOrDefault(node, 0);
    }

    /** How much a node was asked altogether, in bytes. */
    long heard(String node) {
        return heard.getOrDefault(node, 0L);
    }

    /** As soon as a node has heard so much altogether, it is cut off. */
    void cutAt(String node, long bytes) {
        ends.put(node, bytes);
    }

    /** Whether a node is cut off. */
    boolean isCut(String node) {
        return cut.contains(node);
    }

    private void hears(String node, int bytes) {
        long all = heard.merge(node, (long) bytes, Long::sum);
        if (all >= ends.getOrDefault(node, Long.MAX_VALUE)) {
            ends.remove(node);
            cut(node);
        }
    }

    List<ManagerAddress> known(String node) {
        return known.getOrDefault(node, List.of());
    }

    private CompletionStage<byte[]> ask(String from, String to, byte[] question) {
        var desk = desks.get(to);
        if (desk == null || !passes(from, to)) {
            return CompletableFuture.failedFuture(
                    new TalkException(TalkException.Reason.UNREACHABLE, "no way to " + to));
        }
        largest.merge(to, question.length, Math::max);
        hears(to, question.length);
        var answer = new CompletableFuture<byte[]>();
        var now = weather.get();
        var chance = ThreadLocalRandom.current();
        for (int copies = chance.nextInt(100) < now.twice() ? 2 : 1; copies > 0; copies--) {
            var delay = Duration.ofMillis(chance.nextInt(now.late() + 1));
            desk.loop().schedule(delay, () -> answer(desk, from, to, question, answer));
        }
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
                            } else if (passes(to, from) && !loses()) {
                                answer.complete(bytes);
                            }
                        });
    }

    private boolean loses() {
        return ThreadLocalRandom.current().nextInt(100) < weather.get().lost();
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
