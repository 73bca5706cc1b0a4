/** Tasks that move to other nodes although theirs would do. */
@NullMarked
package io.skep.scheduler.engine.internal.rebalance;

import org.jspecify.annotations.NullMarked;
