/**
 * Run, watch and adopt containers.
 *
 * <p>An SPI: plugs implement {@link io.skep.runtime.spi.ContainerRuntime}; {@code runtime.engine}
 * hosts them. Rule numbers are RUN-n.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.skep.runtime.spi;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
