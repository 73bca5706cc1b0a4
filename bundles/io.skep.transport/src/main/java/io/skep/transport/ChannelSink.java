package io.skep.transport;

import org.osgi.annotation.versioning.ConsumerType;

/** Takes what arrives on a channel, on the loop it was opened with. */
@ConsumerType
public interface ChannelSink {

    /** A frame. */
    void frame(byte[] frame);

    /** TRN-4: no more frames; called once, also when this end closed it. */
    void closed(String reason);
}
