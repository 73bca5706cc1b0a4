/** Tests of the strategy. */
@NullMarked
package io.skep.scheduler.spread.internal;

import org.jspecify.annotations.NullMarked;
