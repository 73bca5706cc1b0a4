/**
 * Every source of non-determinism: time, order of execution, blocking work, chance and disk.
 *
 * <p>Rooms get these through constructors, so that a whole cluster can run in one thread on a seed.
 * The implementations for production are in {@code io.skep.seam.system}.
 */
@Export
@Version("1.1.0")
@NullMarked
package io.skep.seam;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
