package io.skep.model.spec;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Agents' sessions.
 *
 * @param heartbeatPeriod how often an agent shows that it lives; absent means 5 s
 */
public record DispatcherConfig(@Nullable Duration heartbeatPeriod) {}
