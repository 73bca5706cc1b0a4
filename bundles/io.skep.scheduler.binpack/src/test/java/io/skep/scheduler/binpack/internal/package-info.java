/** Tests of the strategy. */
@NullMarked
package io.skep.scheduler.binpack.internal;

import org.jspecify.annotations.NullMarked;
