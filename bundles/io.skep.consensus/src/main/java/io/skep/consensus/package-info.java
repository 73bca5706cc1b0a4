/**
 * Agreement on an ordered list of byte strings.
 *
 * <p>An SPI: plugs implement {@link io.skep.consensus.Consensus}; the store hosts them. Rule
 * numbers (CON-n) are those of the contract kit; beside those said where they belong:
 *
 * <ul>
 *   <li>CON-7: a plug with the ability {@code deterministic} gives equal schedules for equal seeds.
 *   <li>CON-8: what was acknowledged survives the end of the process. Opened again, a member gives
 *       its host the last snapshot, if there is one, and every entry after it.
 *   <li>CON-9: a member says that it leads once its host has acknowledged everything that was
 *       committed before; from then on it accepts proposals.
 *   <li>CON-10: members reach one another through their hosts, and open no port.
 * </ul>
 */
@Export
@Version("1.0.0")
@NullMarked
package io.skep.consensus;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
