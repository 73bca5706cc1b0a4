/**
 * Make a node's networks and the rules that lead to its tasks.
 *
 * <p>An SPI: plugs implement {@link io.skep.network.spi.NetworkDriver} or {@link
 * io.skep.network.spi.Balancer}; {@code network.engine} hosts them. Rule numbers are NET-n and
 * BAL-n.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.skep.network.spi;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
