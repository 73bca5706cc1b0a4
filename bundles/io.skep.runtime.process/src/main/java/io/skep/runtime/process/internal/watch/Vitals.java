package io.skep.runtime.process.internal.watch;

import io.skep.model.spec.Healthcheck;
import io.skep.runtime.spi.Health;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a row of checks says of a program: Docker's counting. Failures in the start period do not
 * count until the first success.
 */
final class Vitals {

    private static final Duration USUAL = Duration.ofSeconds(30);
    private static final Duration USUAL_AT_START = Duration.ofSeconds(5);
    private static final int USUAL_RETRIES = 3;

    private final Healthcheck check;
    private final Duration startPeriod;
    private Health health = Health.STARTING;
    private Duration age = Duration.ZERO;
    private int failures;

    Vitals(Healthcheck check) {
        this.check = check;
        this.startPeriod = or(check.startPeriod(), Duration.ZERO);
    }

    /** Whether there is anything to check. */
    static boolean checks(@Nullable Healthcheck check) {
        return check != null && check.test().size() > 1;
    }

    Health health() {
        return health;
    }

    Duration timeout() {
        return or(check.timeout(), USUAL);
    }

    /** Until the next check. */
    Duration pause() {
        var pause =
                inStartPeriod()
                        ? or(check.startInterval(), USUAL_AT_START)
                        : or(check.interval(), USUAL);
        age = age.plus(pause);
        return pause;
    }

    private boolean inStartPeriod() {
        return health == Health.STARTING && age.compareTo(startPeriod) < 0;
    }

    void passed() {
        failures = 0;
        health = Health.HEALTHY;
    }

    void failed() {
        if (!inStartPeriod() && ++failures >= retries()) {
            health = Health.UNHEALTHY;
        }
    }

    private int retries() {
        return check.retries() == 0 ? USUAL_RETRIES : check.retries();
    }

    private static Duration or(@Nullable Duration given, Duration usual) {
        return given == null || given.isZero() ? usual : given;
    }
}
