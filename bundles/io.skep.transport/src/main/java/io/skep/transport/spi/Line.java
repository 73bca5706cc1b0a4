package io.skep.transport.spi;

import java.security.cert.X509Certificate;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** A line that is up. Safe for use by any thread; frames sent by one thread keep their order. */
@ConsumerType
public interface Line {

    /** What the other end proved to be, its own certificate first; empty for a stranger. */
    List<X509Certificate> chain();

    /** Where the other end is, for people. */
    String address();

    /** TRN-5: what arrived, and what arrives, goes there, on the host's loop. Called once. */
    void read(LineSink sink);

    /** TRN-2: whether so much waits that only what cannot wait should be sent. */
    boolean full();

    /**
     * Sends a frame; it is dropped when the line is closed. A line on which far too much waits is
     * closed.
     *
     * @throws IllegalArgumentException when it is larger than {@link Carrier#MAX_FRAME} or empty
     */
    void send(byte[] frame);

    /** Ends it after what was sent before; may be repeated. */
    void close(String reason);
}
