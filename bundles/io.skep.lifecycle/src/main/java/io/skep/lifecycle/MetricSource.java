package io.skep.lifecycle;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Something with figures to show. Whoever has some registers this as an OSGi service; they are
 * asked for when somebody looks, and cost nothing before.
 */
@ConsumerType
public interface MetricSource {

    /**
     * Tells all figures, the same names at each call. Called by any thread; must not block. What it
     * throws ends this source's part of the answer only.
     */
    void measure(MetricSink sink);
}
