package io.skep.transport.engine.internal.link;

import io.skep.model.NodeId;
import io.skep.seam.Loop;
import io.skep.transport.Caller;
import io.skep.transport.Channel;
import io.skep.transport.ChannelSink;
import io.skep.transport.Role;

/** A channel that never opened. */
public final class Refused implements Channel {

    private final NodeId peer;

    private Refused(NodeId peer) {
        this.peer = peer;
    }

    /** A channel whose sink hears at once why it is none. */
    public static Channel channel(NodeId peer, Loop loop, ChannelSink sink, String reason) {
        loop.execute(() -> sink.closed(reason));
        return new Refused(peer);
    }

    @Override
    public NodeId peer() {
        return peer;
    }

    @Override
    public Caller caller() {
        return new Caller(peer, Role.STRANGER);
    }

    @Override
    public boolean send(byte[] frame) {
        return false;
    }

    @Override
    public void close(String reason) {
        // it is closed
    }
}
