/**
 * The seams of production: system clocks, threads, a pool, the operating system's random source,
 * files.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.skep.seam.system;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
