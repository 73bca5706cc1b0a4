package io.skep.transport;

import io.skep.model.NodeId;
import io.skep.seam.Cancellable;
import io.skep.seam.Loop;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Opens channels to nodes and accepts them. Safe for use by any thread. */
@ProviderType
public interface Transport {

    /** This node. */
    NodeId self();

    /** A manager to talk to, best first choice; absent when none is known. */
    Optional<NodeId> manager();

    /**
     * Accepts channels of a kind.
     *
     * @param kind what the channel is for, for example {@code agent.session}
     * @param loop where the acceptor and the sinks it returns are called
     * @return ends it and closes what was accepted
     */
    Cancellable serve(String kind, Loop loop, Acceptor acceptor);

    /**
     * Opens a channel. TRN-1: frames keep their order, arrive at most once, whole. When the peer
     * does not answer or does not serve the kind, the sink is closed.
     *
     * @param loop where the sink is called
     */
    Channel open(NodeId peer, String kind, Loop loop, ChannelSink sink);
}
