/** Addresses, and blocks of them. */
@NullMarked
package io.skep.allocator.internal.range;

import org.jspecify.annotations.NullMarked;
