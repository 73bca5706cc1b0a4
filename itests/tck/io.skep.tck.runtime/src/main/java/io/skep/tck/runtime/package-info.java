/**
 * The kit of contract {@code runtime}: what every container runtime must do, as tests.
 *
 * <p>A runtime's own test extends {@link io.skep.tck.runtime.RuntimeContract} in ten lines.
 */
@NullMarked
package io.skep.tck.runtime;

import org.jspecify.annotations.NullMarked;
