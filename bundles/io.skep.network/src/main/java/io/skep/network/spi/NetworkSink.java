package io.skep.network.spi;

import org.osgi.annotation.versioning.ProviderType;

/** How drivers and balancers talk to their host. May be called by any thread. */
@ProviderType
public interface NetworkSink {

    /**
     * Something that was made may no longer be there: the host asks for the whole wish again soon.
     *
     * @param why in words
     */
    void disturbed(String why);
}
