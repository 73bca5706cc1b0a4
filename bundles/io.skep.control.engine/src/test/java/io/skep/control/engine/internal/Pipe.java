package io.skep.control.engine.internal;

import io.skep.model.NodeId;
import io.skep.seam.Loop;
import io.skep.transport.Acceptor;
import io.skep.transport.Caller;
import io.skep.transport.Channel;
import io.skep.transport.ChannelSink;
import io.skep.transport.Role;

/** One end of a channel between two managers. */
final class Pipe implements Channel {

    private final NodeId peer;
    private final Loop loop;
    private ChannelSink sink = new Deaf();
    private Pipe other;
    private boolean closed;

    private Pipe(NodeId peer, Loop loop) {
        this.peer = peer;
        this.loop = loop;
    }

    /** The opener's end. */
    static Channel between(
            NodeId opener, Loop loop, ChannelSink sink, Loop acceptorLoop, Acceptor acceptor) {
        var near = new Pipe(new NodeId("acceptor"), loop);
        var far = new Pipe(opener, acceptorLoop);
        near.other = far;
        far.other = near;
        near.sink = sink;
        acceptorLoop.execute(() -> far.sink = acceptor.accept(far));
        return near;
    }

    @Override
    public NodeId peer() {
        return peer;
    }

    @Override
    public Caller caller() {
        return new Caller(peer, Role.MANAGER);
    }

    @Override
    public boolean send(byte[] frame) {
        other.loop.execute(() -> other.sink.frame(frame));
        return !closed;
    }

    @Override
    public void close(String reason) {
        end(reason);
        other.end(reason);
    }

    private void end(String reason) {
        if (!closed) {
            closed = true;
            loop.execute(() -> sink.closed(reason));
        }
    }

    /** Before the channel is accepted. */
    private static final class Deaf implements ChannelSink {

        @Override
        public void frame(byte[] frame) {
            throw new AssertionError("a frame before the channel was accepted");
        }

        @Override
        public void closed(String reason) {}
    }
}
