package io.skep.transport;

import io.skep.model.NodeId;
import org.osgi.annotation.versioning.ProviderType;

/** One end of an open channel. Safe for use by any thread. */
@ProviderType
public interface Channel {

    /**
     * The other node, proven.
     *
     * @throws IllegalStateException when it is a stranger
     */
    NodeId peer();

    /** Who is at the other end, proven. */
    Caller caller();

    /**
     * Sends a frame of at most 4 MiB.
     *
     * @return false when it was not taken because too much waits (TRN-2) or the channel is closed
     */
    boolean send(byte[] frame);

    /** Closes both ends; may be repeated. */
    void close(String reason);
}
