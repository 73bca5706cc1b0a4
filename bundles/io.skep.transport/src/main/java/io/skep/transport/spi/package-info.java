/**
 * Who carries frames between machines.
 *
 * <p>An SPI: plugs implement it, {@code transport.engine} is their host. A plug proves who is at
 * the other end of a line and keeps frames whole and in order; the host decides who may say what,
 * and puts channels and questions on lines. Every plug speaks to its own kind only.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.skep.transport.spi;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
