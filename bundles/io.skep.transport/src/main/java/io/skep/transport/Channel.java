package io.skep.transport;

import org.osgi.annotation.versioning.ProviderType;

/** One end of an open channel. Safe for use by any thread. */
@ProviderType
public interface Channel {

    /** The other node, proven. */
    io.skep.model.NodeId peer();

    /**
     * Sends a frame of at most 4 MiB.
     *
     * @return false when it was not taken because too much waits (TRN-2) or the channel is closed
     */
    boolean send(byte[] frame);

    /** Closes both ends; may be repeated. */
    void close(String reason);
}
