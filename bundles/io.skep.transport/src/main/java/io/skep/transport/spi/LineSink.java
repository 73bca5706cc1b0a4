package io.skep.transport.spi;

import org.osgi.annotation.versioning.ProviderType;

/** Takes what arrives on a line. Called on the host's loop. */
@ProviderType
public interface LineSink {

    /** A frame, the sink's own from now on. */
    void frame(byte[] frame);

    /** TRN-4: no more frames; called once, also when this end closed the line. */
    void closed(String reason);
}
