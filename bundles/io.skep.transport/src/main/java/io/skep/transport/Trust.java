package io.skep.transport;

import java.security.cert.X509Certificate;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** What a node that has no certificate yet makes of the one a manager shows. */
@ConsumerType
@FunctionalInterface
public interface Trust {

    /** Whether to go on with somebody who shows this chain, its own certificate first. */
    boolean accepts(List<X509Certificate> chain);
}
