/** The plug {@code ratis} of contract {@code consensus}. */
@NullMarked
package io.skep.consensus.ratis.internal;

import org.jspecify.annotations.NullMarked;
