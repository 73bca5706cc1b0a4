package io.skep.seam;

import java.time.Instant;
import org.osgi.annotation.versioning.ConsumerType;

/** What time it is. Safe for use by any thread. */
@ConsumerType
public interface Time {

    /** The wall clock, for what users see; it may jump. */
    Instant now();

    /** Nanoseconds since an arbitrary moment; never goes back. For measuring and deadlines. */
    long nanos();
}
