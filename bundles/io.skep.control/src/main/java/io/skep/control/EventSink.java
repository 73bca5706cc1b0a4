package io.skep.control;

import org.osgi.annotation.versioning.ConsumerType;

/** Takes events, in order, one call at a time. */
@ConsumerType
@FunctionalInterface
public interface EventSink {

    /** An event. */
    void event(ClusterEvent event);
}
