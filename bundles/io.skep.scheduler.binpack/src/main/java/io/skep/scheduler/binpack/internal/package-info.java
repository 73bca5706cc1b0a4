/** The strategy that fills one node before it begins with the next. */
@NullMarked
package io.skep.scheduler.binpack.internal;

import org.jspecify.annotations.NullMarked;
