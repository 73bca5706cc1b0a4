/**
 * Where tasks go, given the nodes that can take them.
 *
 * <p>An SPI: a strategy is a pure function, registered as an OSGi service with {@code @PlugName}.
 * Rule numbers are SCH-n.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.skep.scheduler.spi;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
