package io.skep.agent.internal.session;

import io.skep.seam.Entropy;
import java.time.Duration;

/**
 * How long to wait before the next attempt: each time a quarter longer, from 100 ms to 8 s, so that
 * waiting adds at most a quarter to an outage; and a part of it by chance, so that agents do not
 * come all at once. Source: swarm-behaviour DI-7.
 */
final class Patience {

    private static final long LEAST_MILLIS = 100;
    private static final long MOST_MILLIS = 8_000;

    private final Entropy entropy;
    private long millis = LEAST_MILLIS;

    Patience(Entropy entropy) {
        this.entropy = entropy;
    }

    Duration next() {
        var half = millis / 2;
        var wait = half + entropy.below((int) half + 1);
        millis = Math.min(MOST_MILLIS, millis + millis / 4);
        return Duration.ofMillis(wait);
    }

    void reset() {
        millis = LEAST_MILLIS;
    }
}
