/**
 * Who signs the cluster's certificates.
 *
 * <p>An SPI: plugs implement it, {@code ca.engine} is their host. A plug of this contract is
 * custodial: it holds the key of a root while it works.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.skep.ca.spi;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
