package io.skep.model.spec;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What happens when a task ends. Source: swarm-behaviour RS-1.
 *
 * @param condition absent means any
 * @param delay absent means 5 s
 * @param maxAttempts 0 or absent means unlimited
 * @param window restarts older than this do not count; 0 or absent means all count
 */
public record RestartPolicy(
        @Nullable RestartCondition condition,
        @Nullable Duration delay,
        @Nullable Long maxAttempts,
        @Nullable Duration window) {}
