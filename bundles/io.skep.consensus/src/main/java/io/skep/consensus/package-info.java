/**
 * Agreement on an ordered list of byte strings.
 *
 * <p>An SPI: plugs implement {@link io.skep.consensus.Consensus}; the store hosts them. Rule
 * numbers (CON-n) are those of the contract kit.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.skep.consensus;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
