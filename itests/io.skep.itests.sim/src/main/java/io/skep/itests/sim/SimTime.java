package io.skep.itests.sim;

import io.skep.seam.Time;
import java.time.Duration;
import java.time.Instant;

/** A node's view of virtual time. */
public final class SimTime implements Time {

    private final SimKernel kernel;
    private Duration skew;

    SimTime(SimKernel kernel, Duration skew) {
        this.kernel = kernel;
        this.skew = skew;
    }

    @Override
    public Instant now() {
        return SimKernel.BEGIN.plusNanos(kernel.nanos()).plus(skew);
    }

    @Override
    public long nanos() {
        return kernel.nanos();
    }

    /** Sets the wall clock wrong. */
    public void skew(Duration by) {
        skew = by;
    }
}
