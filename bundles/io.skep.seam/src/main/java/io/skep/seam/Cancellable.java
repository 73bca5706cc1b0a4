package io.skep.seam;

import org.osgi.annotation.versioning.ConsumerType;

/** Something that may be called off. */
@ConsumerType
@FunctionalInterface
public interface Cancellable {

    /** Calls it off; without effect when it has run or was called off before. */
    void cancel();
}
