package io.skep.transport.spi;

import org.osgi.annotation.versioning.ProviderType;

/** What a carrier tells its host. Called on the host's loop. */
@ProviderType
public interface CarrierSink {

    /** Somebody dialled in and is proven, or a stranger. */
    void accepted(Line line);
}
