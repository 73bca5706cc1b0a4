/** The strategy that spreads tasks evenly: Swarm's own. */
@NullMarked
package io.skep.scheduler.spread.internal;

import org.jspecify.annotations.NullMarked;
