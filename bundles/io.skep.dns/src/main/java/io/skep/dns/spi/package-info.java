/**
 * Answer a question from records.
 *
 * <p>An SPI: a resolver is a pure function, registered as an OSGi service with {@code @PlugName}.
 * Rule numbers are DNS-n.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.skep.dns.spi;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
