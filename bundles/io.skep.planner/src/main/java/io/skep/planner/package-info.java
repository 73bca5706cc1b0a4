/**
 * One step of planning as a pure function.
 *
 * <p>An SPI for stages: orchestrate, update, allocate, schedule, reap. {@code planner.engine} runs
 * them in the order they follow one another, once per turn, on one draft. Rule numbers are PLN-n.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.skep.planner;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
