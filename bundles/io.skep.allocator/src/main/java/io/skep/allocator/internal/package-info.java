/** The stage {@code allocate}. */
@NullMarked
package io.skep.allocator.internal;

import org.jspecify.annotations.NullMarked;
