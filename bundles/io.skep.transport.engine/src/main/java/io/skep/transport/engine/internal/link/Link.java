package io.skep.transport.engine.internal.link;

import io.skep.model.NodeId;
import io.skep.seam.Loop;
import io.skep.transport.Channel;
import io.skep.transport.ChannelSink;

/**
 * A way to nodes. This process is one; mutual TLS to other machines will be another: it opens
 * channels here and hands those it accepts to {@link Kinds#served}, and nobody else will notice.
 */
public interface Link {

    /** Whether it leads to that node. */
    boolean reaches(NodeId peer);

    /** Opens a channel; closes the sink when that comes to nothing. */
    Channel open(NodeId peer, String kind, Loop loop, ChannelSink sink);

    /** Closes all channels. */
    void close(String reason);
}
