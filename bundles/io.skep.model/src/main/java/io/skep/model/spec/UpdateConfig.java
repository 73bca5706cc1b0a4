package io.skep.model.spec;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How tasks are replaced. Source: swarm-behaviour UP-1.
 *
 * @param parallelism slots at once; 0 means all
 * @param delay between slots
 * @param failureAction {@code pause}, {@code continue} or {@code rollback}; empty means pause
 * @param monitor how long a new task is watched; absent means 5 s
 * @param maxFailureRatio 0 to 1
 * @param order {@code stop-first} or {@code start-first}; empty means stop-first
 */
public record UpdateConfig(
        long parallelism,
        @Nullable Duration delay,
        String failureAction,
        @Nullable Duration monitor,
        double maxFailureRatio,
        String order) {

    /** Copies, orders and fills what is absent. */
    public UpdateConfig {
        failureAction = Given.text(failureAction);
        order = Given.text(order);
    }
}
