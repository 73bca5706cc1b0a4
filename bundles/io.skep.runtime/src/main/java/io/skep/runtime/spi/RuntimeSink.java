package io.skep.runtime.spi;

import org.osgi.annotation.versioning.ProviderType;

/** How a runtime talks to its host. May be called by any thread. */
@ProviderType
public interface RuntimeSink {

    /** A container changed: it ended, or its health did. */
    void changed(Handle handle, Observed observed);

    /** The runtime stopped or began to answer; the host adopts everything again when it does. */
    void reachable(boolean answers, String why);
}
