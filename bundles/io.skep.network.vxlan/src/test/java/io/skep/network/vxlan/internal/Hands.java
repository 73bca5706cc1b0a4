package io.skep.network.vxlan.internal;

import io.skep.seam.Time;
import java.time.Duration;
import java.time.Instant;

/** The wall clock stands, and the other one is moved by hand. */
final class Hands implements Time {

    Duration passed = Duration.ZERO;

    @Override
    public Instant now() {
        return Instant.EPOCH;
    }

    @Override
    public long nanos() {
        return passed.toNanos();
    }
}
