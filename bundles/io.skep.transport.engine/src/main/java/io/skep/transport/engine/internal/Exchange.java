package io.skep.transport.engine.internal;

import io.skep.model.NodeId;
import io.skep.seam.Cancellable;
import io.skep.seam.Loop;
import io.skep.transport.Acceptor;
import io.skep.transport.Channel;
import io.skep.transport.ChannelSink;
import io.skep.transport.Transport;
import io.skep.transport.engine.internal.link.Kinds;
import io.skep.transport.engine.internal.link.Link;
import io.skep.transport.engine.internal.link.Refused;
import io.skep.transport.engine.internal.link.Served;
import io.skep.transport.engine.internal.local.Loopback;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Joins those who open channels with those who serve them. Kinds outlive memberships. */
public final class Exchange implements Transport {

    private final Kinds kinds = new Kinds();
    // who this node is; set by the node room, read by any thread
    private final AtomicReference<Optional<Member>> member =
            new AtomicReference<>(Optional.empty());

    /** A node's place in its cluster: who it is, and the ways to others. */
    private record Member(NodeId self, List<Link> links) {}

    /** The node is in a cluster from now on. */
    public void join(NodeId self) {
        member.set(Optional.of(new Member(self, List.of(new Loopback(self, kinds)))));
    }

    /** The node is in no cluster from now on; all channels close. */
    public void leave() {
        member.getAndSet(Optional.empty())
                .ifPresent(
                        left ->
                                left.links()
                                        .forEach(link -> link.close("this node stops talking")));
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException while the node is in no cluster
     */
    @Override
    public NodeId self() {
        return member.get()
                .map(Member::self)
                .orElseThrow(() -> new IllegalStateException("this node is in no cluster"));
    }

    /** The first manager is this node itself, as long as clusters have one node. */
    @Override
    public Optional<NodeId> manager() {
        return member.get().map(Member::self);
    }

    @Override
    public Cancellable serve(String kind, Loop loop, Acceptor acceptor) {
        return kinds.serve(kind, new Served(loop, acceptor));
    }

    @Override
    public Channel open(NodeId peer, String kind, Loop loop, ChannelSink sink) {
        return member.get().stream()
                .flatMap(here -> here.links().stream())
                .filter(link -> link.reaches(peer))
                .findFirst()
                .map(link -> link.open(peer, kind, loop, sink))
                .orElseGet(() -> Refused.channel(peer, loop, sink, "no way leads to node " + peer));
    }
}
