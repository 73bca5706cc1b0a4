package io.skep.itests.net;

import io.skep.model.NodeId;
import io.skep.seam.Loop;
import io.skep.transport.Caller;
import io.skep.transport.Channel;
import io.skep.transport.ChannelSink;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** One end of a channel. What arrives arrives in order, however long each takes. */
final class SimEnd implements Channel {

    private final SimNet net;
    private final NodeId self;
    private final NodeId peer;
    private final Loop loop;
    private final String serves;
    private final Deque<Runnable> arriving = new ArrayDeque<>();
    private Optional<SimEnd> other = Optional.empty();
    private Optional<ChannelSink> sink = Optional.empty();
    private boolean closed;

    /** An end that serves a kind, or opened a channel when that is empty. */
    SimEnd(SimNet net, NodeId self, NodeId peer, Loop loop, String serves) {
        this.net = net;
        this.self = self;
        this.peer = peer;
        this.loop = loop;
        this.serves = serves;
    }

    boolean serves(NodeId node, String kind) {
        return self.equals(node) && serves.equals(kind);
    }

    NodeId self() {
        return self;
    }

    /** Joins two ends. */
    void joins(SimEnd far) {
        other = Optional.of(far);
        far.other = Optional.of(this);
        net.ends().add(this);
        net.ends().add(far);
    }

    void listens(ChannelSink listener) {
        sink = Optional.of(listener);
    }

    /** Nobody is at the other end. */
    void refused(String reason) {
        closed = true;
        loop.execute(() -> end(reason));
    }

    @Override
    public NodeId peer() {
        return peer;
    }

    @Override
    public Caller caller() {
        return net.caller(peer);
    }

    @Override
    public boolean send(byte[] frame) {
        if (closed) {
            return false;
        }
        if (net.heard(self, peer)) {
            other.ifPresent(far -> far.arrives(() -> far.deliver(frame)));
        }
        return true;
    }

    /** Later things arrive later. */
    void arrives(Runnable step) {
        arriving.add(step);
        net.kernel().after(net.delay(), () -> loop.execute(() -> arriving.remove().run()));
    }

    private void deliver(byte[] frame) {
        if (net.heard(self, peer)) {
            sink.ifPresent(listener -> listener.frame(frame));
        }
    }

    @Override
    public void close(String reason) {
        if (closed) {
            return;
        }
        shut();
        loop.execute(() -> end(reason));
        other.ifPresent(far -> far.closes(reason));
    }

    private void closes(String reason) {
        shut();
        arrives(() -> end(reason));
    }

    private void shut() {
        closed = true;
        net.ends().remove(this);
    }

    private void end(String reason) {
        var last = sink;
        sink = Optional.empty();
        last.ifPresent(listener -> listener.closed(reason));
    }
}
