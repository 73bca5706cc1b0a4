package io.skep.dispatcher.internal;

import io.skep.itests.sim.SimKernel;
import io.skep.model.NodeId;
import io.skep.seam.Cancellable;
import io.skep.seam.Loop;
import io.skep.transport.Acceptor;
import io.skep.transport.Channel;
import io.skep.transport.ChannelSink;
import io.skep.transport.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Channels between simulated nodes: they take time, are cut, and nodes fall silent. */
final class SimNet {

    private final SimKernel kernel;
    private final Map<String, Kind> kinds = new TreeMap<>();
    private final List<End> ends = new ArrayList<>();
    private final Set<NodeId> silent = new TreeSet<>();
    private Optional<NodeId> manager = Optional.empty();

    private record Kind(Loop loop, Acceptor acceptor) {}

    SimNet(SimKernel kernel) {
        this.kernel = kernel;
    }

    void manager(NodeId node) {
        manager = Optional.of(node);
    }

    Transport of(NodeId node) {
        return new Mouth(node);
    }

    /** All channels of a node close; what is under way may be lost. */
    void cut(NodeId node) {
        List.copyOf(ends).stream()
                .filter(end -> end.owner.equals(node))
                .forEach(end -> end.close("cut"));
    }

    /** A node's process is gone: it serves nothing and its channels close. */
    void crash(NodeId node) {
        kinds.keySet().removeIf(key -> key.startsWith(node + "/"));
        cut(node);
    }

    /** From now on nothing of a node arrives, and nothing arrives there. */
    void silence(NodeId node) {
        silent.add(node);
    }

    void hear(NodeId node) {
        silent.remove(node);
    }

    private final class Mouth implements Transport {

        private final NodeId self;

        private Mouth(NodeId self) {
            this.self = self;
        }

        @Override
        public NodeId self() {
            return self;
        }

        @Override
        public Optional<NodeId> manager() {
            return manager;
        }

        @Override
        public Cancellable serve(String kind, Loop loop, Acceptor acceptor) {
            var key = self + "/" + kind;
            kinds.put(key, new Kind(loop, acceptor));
            return () -> {
                kinds.remove(key);
                List.copyOf(ends).stream()
                        .filter(end -> end.accepted && end.owner.equals(self))
                        .forEach(end -> end.close("not served any more"));
            };
        }

        @Override
        public Channel open(NodeId peer, String kind, Loop loop, ChannelSink sink) {
            var near = new End(self, peer, loop, false);
            near.sink = sink;
            var served = kinds.get(peer + "/" + kind);
            if (served == null) {
                loop.execute(() -> sink.closed("not served"));
                near.closed = true;
                return near;
            }
            var far = new End(peer, self, served.loop, true);
            near.other = far;
            far.other = near;
            ends.add(near);
            ends.add(far);
            served.loop.execute(() -> far.sink = served.acceptor.accept(far));
            return near;
        }
    }

    private final class End implements Channel {

        private final NodeId owner;
        private final NodeId peer;
        private final Loop loop;
        private final boolean accepted;
        private End other;
        private ChannelSink sink;
        private boolean closed;
        private Duration arrival = Duration.ZERO;

        private End(NodeId owner, NodeId peer, Loop loop, boolean accepted) {
            this.owner = owner;
            this.peer = peer;
            this.loop = loop;
            this.accepted = accepted;
        }

        @Override
        public NodeId peer() {
            return peer;
        }

        @Override
        public boolean send(byte[] frame) {
            if (closed) {
                return false;
            }
            if (!silent.contains(owner) && !silent.contains(peer)) {
                other.after(() -> other.deliver(frame));
            }
            return true;
        }

        /** Later things arrive later. */
        private void after(Runnable step) {
            var at = kernel.elapsed().plus(kernel.between(Duration.ZERO, Duration.ofMillis(4)));
            arrival = at.compareTo(arrival) > 0 ? at : arrival.plusNanos(1);
            kernel.after(arrival.minus(kernel.elapsed()), () -> loop.execute(step));
        }

        private void deliver(byte[] frame) {
            if (sink != null && !silent.contains(owner) && !silent.contains(peer)) {
                sink.frame(frame);
            }
        }

        @Override
        public void close(String reason) {
            if (!closed) {
                closed = true;
                other.closed = true;
                ends.remove(this);
                ends.remove(other);
                after(() -> end(reason));
                other.after(() -> other.end(reason));
            }
        }

        private void end(String reason) {
            var last = sink;
            sink = null;
            if (last != null) {
                last.closed(reason);
            }
        }
    }
}
