package io.skep.transport.engine.internal.local;

import io.skep.model.NodeId;
import io.skep.seam.Loop;
import io.skep.transport.Caller;
import io.skep.transport.Channel;
import io.skep.transport.ChannelSink;
import io.skep.transport.Role;
import io.skep.transport.engine.internal.link.Ending;
import io.skep.transport.engine.internal.link.Kinds;
import io.skep.transport.engine.internal.link.Link;
import io.skep.transport.engine.internal.link.Refused;
import io.skep.transport.engine.internal.link.Served;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** From this node to itself, through memory. */
public final class Loopback implements Link {

    private final NodeId self;
    private final Kinds kinds;
    private final Supplier<Role> role;
    private final Set<Pair> pairs = ConcurrentHashMap.newKeySet();

    /** A way from a node to what it serves itself, in the role it has when a channel opens. */
    public Loopback(NodeId self, Supplier<Role> role, Kinds kinds) {
        this.role = role;
        this.self = self;
        this.kinds = kinds;
    }

    @Override
    public boolean reaches(NodeId peer) {
        return peer.equals(self);
    }

    @Override
    public Channel open(NodeId peer, String kind, Loop loop, ChannelSink sink) {
        var caller = new Caller(self, role.get());
        return kinds.served(kind, caller)
                .map(served -> joined(served, caller, loop, sink))
                .orElseGet(
                        () ->
                                Refused.channel(
                                        peer,
                                        loop,
                                        sink,
                                        Ending.refused(
                                                "node " + peer + " does not serve " + kind)));
    }

    private Channel joined(Served served, Caller caller, Loop loop, ChannelSink sink) {
        var pair = new Pair(caller, loop, served.loop(), this::closed);
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
