package io.skep.transport.engine.internal.local;

import io.skep.model.NodeId;
import io.skep.seam.Loop;
import io.skep.transport.Channel;
import io.skep.transport.ChannelSink;
import io.skep.transport.engine.internal.link.Kinds;
import io.skep.transport.engine.internal.link.Link;
import io.skep.transport.engine.internal.link.Refused;
import io.skep.transport.engine.internal.link.Served;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** From this node to itself, through memory. */
public final class Loopback implements Link {

    private final NodeId self;
    private final Kinds kinds;
    private final Set<Pair> pairs = ConcurrentHashMap.newKeySet();

    /** A way from a node to what it serves itself. */
    public Loopback(NodeId self, Kinds kinds) {
        this.self = self;
        this.kinds = kinds;
    }

    @Override
    public boolean reaches(NodeId peer) {
        return peer.equals(self);
    }

    @Override
    public Channel open(NodeId peer, String kind, Loop loop, ChannelSink sink) {
        return kinds.served(kind)
                .map(served -> joined(served, loop, sink))
                .orElseGet(
                        () ->
                                Refused.channel(
                                        peer,
                                        loop,
                                        sink,
                                        "node " + peer + " does not serve " + kind));
    }

    private Channel joined(Served served, Loop loop, ChannelSink sink) {
        var pair = new Pair(self, loop, served.loop(), this::closed);
        pairs.add(pair);
        pair.join(sink, served);
        return pair.near();
    }

    private void closed(Pair pair) {
        pairs.remove(pair);
    }

    @Override
    public void close(String reason) {
        pairs.forEach(pair -> pair.close(reason));
    }
}
