package io.skep.itests.world;

import io.skep.itests.sim.SimKernel;
import io.skep.lifecycle.Duty;
import io.skep.lifecycle.DutyContext;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The network between nodes: delays, partitions, and ends that vanish with their process. Keeps
 * TRN-1 to TRN-4: frames of a channel keep their order and arrive at most once; what is lost closes
 * the channel.
 */
final class Net {

    private static final Duration HOP = Duration.ofMillis(5);
    private static final Duration NOTICED = Duration.ofSeconds(15);
    private static final int MOST_UNDER_WAY = 1_024;

    private record Served(Loop loop, Acceptor acceptor) {}

    private final SimKernel kernel;
    private final SortedMap<NodeId, SortedMap<String, Served>> served = new TreeMap<>();
    private final List<Wire> wires = new ArrayList<>();
    private final SortedSet<NodeId> cutOff = new TreeSet<>();
    private final SortedMap<NodeId, Duration> slow = new TreeMap<>();
    private final SortedMap<NodeId, List<ManagerAddress>> known = new TreeMap<>();
    private final Questions questions;
    private Optional<NodeId> manager = Optional.empty();

    Net(SimKernel kernel) {
        this.kernel = kernel;
        this.questions =
                new Questions(
                        kernel,
                        (from, to) ->
                                apart(from, to) ? Optional.empty() : Optional.of(delay(from, to)));
    }

    /** Whom agents look for. */
    void manager(NodeId node) {
        manager = Optional.of(node);
    }

    /** A node's way into the network; one for each life of its process. */
    Port port(NodeId node) {
        return new Port(node);
    }

    /** Nothing reaches a node, and nothing leaves it; the others notice after a while. */
    void cutOff(NodeId node) {
        cutOff.add(node);
        wires.stream().filter(wire -> wire.leaves(node)).forEach(Wire::breaks);
    }

    /** Frames to and from a node take that long from now on. */
    void slow(NodeId node, Duration delay) {
        slow.put(node, delay);
    }

    /** Everything works again. */
    void heal() {
        cutOff.clear();
        slow.clear();
    }

    /** A node's process is gone. */
    void crash(NodeId node) {
        served.remove(node);
        questions.crash(node);
        wires.stream().filter(wire -> wire.touches(node)).toList().forEach(w -> w.dies(node));
    }

    private Caller caller(NodeId node) {
        return new Caller(
                node, manager.filter(node::equals).isPresent() ? Role.MANAGER : Role.WORKER);
    }

    private boolean apart(NodeId a, NodeId b) {
        return !a.equals(b) && (cutOff.contains(a) || cutOff.contains(b));
    }

    private Duration delay(NodeId from, NodeId to) {
        if (from.equals(to)) {
            return Duration.ZERO;
        }
        return kernel.between(Duration.ZERO, HOP)
                .plus(slow.getOrDefault(from, Duration.ZERO))
                .plus(slow.getOrDefault(to, Duration.ZERO));
    }

    /** A node's transport, and the duty that others follow. */
    final class Port implements Transport, Duty {

        private final NodeId node;

        private Port(NodeId node) {
            this.node = node;
        }

        @Override
        public NodeId self() {
            return node;
        }

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
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<Void> stop(Duration grace) {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public Optional<NodeId> manager() {
            return managers().stream().map(ManagerAddress::node).findFirst();
        }

        @Override
        public List<ManagerAddress> managers() {
            return known.getOrDefault(
                    node,
                    manager.stream().map(any -> new ManagerAddress(any, any + ":2377")).toList());
        }

        @Override
        public void learn(List<ManagerAddress> managers) {
            if (!managers.isEmpty()) {
                known.put(node, List.copyOf(managers));
            }
        }

        @Override
        public CompletionStage<byte[]> ask(
                NodeId peer, String kind, byte[] question, Duration patience) {
            return questions.ask(caller(node), peer, kind, question, patience);
        }

        @Override
        public CompletionStage<byte[]> ask(
                String address, Trust trust, String kind, byte[] question, Duration patience) {
            return manager.filter(any -> trust.accepts(List.of()))
                    .map(any -> questions.ask(Caller.STRANGER, any, kind, question, patience))
                    .orElseGet(
                            () ->
                                    CompletableFuture.failedFuture(
                                            new TalkException(
                                                    TalkException.Reason.UNREACHABLE, address)));
        }

        @Override
        public Cancellable answer(String kind, Loop loop, Answerer answerer) {
            return questions.answer(node, kind, loop, answerer);
        }

        /** All nodes here stay in the cluster. */
        @Override
        public Cancellable guard(Guard guard) {
            return () -> {};
        }

        @Override
        public Cancellable serve(String kind, Loop loop, Acceptor acceptor) {
            var kinds = served.computeIfAbsent(node, any -> new TreeMap<>());
            var mine = new Served(loop, acceptor);
            kinds.put(kind, mine);
            return () -> {
                if (served.getOrDefault(node, new TreeMap<>()).remove(kind, mine)) {
                    wires.stream()
                            .filter(wire -> wire.serves(node, kind))
                            .toList()
                            .forEach(wire -> wire.far.close("not served any more"));
                }
            };
        }

        @Override
        public Channel open(NodeId peer, String kind, Loop loop, ChannelSink sink) {
            var wire = new Wire(kind, new End(node, peer), new End(peer, node));
            wires.add(wire);
            wire.near.listen(loop, sink);
            wire.near.pass(wire.far, () -> wire.accept());
            return wire.near;
        }
    }

    /** A channel: the end that opened it and the one that accepted it. */
    private final class Wire {

        private final String kind;
        private final End near;
        private final End far;

        private Wire(String kind, End near, End far) {
            this.kind = kind;
            this.near = near;
            this.far = far;
            near.other = far;
            far.other = near;
            near.wire = this;
            far.wire = this;
        }

        private void accept() {
            var there = Optional.ofNullable(served.get(far.self)).map(kinds -> kinds.get(kind));
            if (there.isEmpty()) {
                near.drop("nobody serves " + kind);
                return;
            }
            var to = there.get();
            far.loop = Optional.of(to.loop());
            to.loop().execute(() -> far.listen(to.loop(), to.acceptor().accept(far)));
        }

        private boolean touches(NodeId node) {
            return near.self.equals(node) || far.self.equals(node);
        }

        private boolean leaves(NodeId node) {
            return touches(node) && !near.self.equals(far.self);
        }

        private boolean serves(NodeId node, String what) {
            return far.self.equals(node) && kind.equals(what);
        }

        private void breaks() {
            for (var end : List.of(near, far)) {
                kernel.after(kernel.between(HOP, NOTICED), () -> end.drop("timed out"));
            }
        }

        private void dies(NodeId node) {
            wires.remove(this);
            for (var end : List.of(near, far)) {
                if (end.self.equals(node)) {
                    end.open = false;
                } else {
                    kernel.after(delay(node, end.self), () -> end.drop("reset by peer"));
                }
            }
        }
    }

    /** One end of a channel. */
    private final class End implements Channel {

        private final NodeId self;
        private final NodeId peer;
        private Optional<Loop> loop = Optional.empty();
        private Optional<ChannelSink> sink = Optional.empty();
        private End other = this;
        private @Nullable Wire wire;
        private boolean open = true;
        private boolean told;
        private Duration last = Duration.ZERO;
        private int underWay;

        private End(NodeId self, NodeId peer) {
            this.self = self;
            this.peer = peer;
        }

        private void listen(Loop on, ChannelSink to) {
            loop = Optional.of(on);
            sink = Optional.of(to);
            if (!open) {
                tell("closed before it was used");
            }
        }

        /** TRN-4: once. */
        private void tell(String reason) {
            sink.filter(to -> !told)
                    .ifPresent(
                            to -> {
                                told = true;
                                to.closed(reason);
                            });
        }

        @Override
        public NodeId peer() {
            return peer;
        }

        @Override
        public Caller caller() {
            return Net.this.caller(peer);
        }

        @Override
        public boolean send(byte[] frame) {
            if (!open || underWay >= MOST_UNDER_WAY) {
                return false;
            }
            var copy = frame.clone();
            pass(other, () -> other.arrives(copy));
            return true;
        }

        @Override
        public void close(String reason) {
            if (open) {
                pass(other, () -> other.drop(reason));
                drop(reason);
            }
        }

        /** Lets something happen at the other end, after everything that was sent before. */
        private void pass(End to, Runnable arrival) {
            var now = kernel.elapsed();
            var at = now.plus(delay(self, to.self));
            last = at.compareTo(last) > 0 ? at : last.plusNanos(1);
            underWay++;
            kernel.after(
                    last.minus(now),
                    () -> {
                        underWay--;
                        if (apart(self, to.self)) {
                            wire.breaks();
                        } else {
                            arrival.run();
                        }
                    });
        }

        private void arrives(byte[] frame) {
            loop.ifPresent(
                    on ->
                            on.execute(
                                    () -> {
                                        if (open) {
                                            sink.ifPresent(to -> to.frame(frame));
                                        }
                                    }));
        }

        /** Ends this end: its sink hears of it once. */
        private void drop(String reason) {
            if (!open) {
                return;
            }
            open = false;
            if (!other.open) {
                wires.remove(wire);
            }
            loop.ifPresent(on -> on.execute(() -> tell(reason)));
        }
    }

    /** How many channels are open, by kind. */
    Map<String, Long> channels() {
        var count = new TreeMap<String, Long>();
        wires.forEach(wire -> count.merge(wire.kind, 1L, Long::sum));
        return count;
    }
}
