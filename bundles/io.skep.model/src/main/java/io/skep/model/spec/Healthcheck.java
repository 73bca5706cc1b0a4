package io.skep.model.spec;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How to tell that a container is healthy.
 *
 * @param test empty inherits, {@code NONE} disables, {@code CMD} or {@code CMD-SHELL} runs
 * @param interval between checks; 0 inherits
 * @param timeout of one check; 0 inherits
 * @param startPeriod during which failures do not count
 * @param startInterval between checks during the start period
 * @param retries failures in a row that make it unhealthy; 0 inherits
 */
public record Healthcheck(
        List<String> test,
        @Nullable Duration interval,
        @Nullable Duration timeout,
        @Nullable Duration startPeriod,
        @Nullable Duration startInterval,
        int retries) {

    /** Copies, orders and fills what is absent. */
    public Healthcheck {
        test = Given.list(test);
    }
}
