/**
 * The kit of contract {@code scheduler}: what every scheduling strategy must do, as tests.
 *
 * <p>A strategy's own test extends {@link io.skep.tck.scheduler.SchedulerContract} in ten lines.
 */
@NullMarked
package io.skep.tck.scheduler;

import org.jspecify.annotations.NullMarked;
