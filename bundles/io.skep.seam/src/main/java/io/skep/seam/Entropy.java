package io.skep.seam;

import org.osgi.annotation.versioning.ConsumerType;

/** Chance. Safe for use by any thread. */
@ConsumerType
public interface Entropy {

    /** That many unpredictable bytes. */
    byte[] bytes(int count);

    /** A number from 0 to {@code bound - 1}; cheap, not for secrets. */
    int below(int bound);

    /**
     * A new object id: 25 characters of {@code [0-9a-z]}.
     *
     * <p>Source: swarm-behaviour TK-12.
     */
    String id();
}
