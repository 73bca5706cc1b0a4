/** Published ports: who holds which, and who gets which. */
@NullMarked
package io.skep.allocator.internal.port;

import org.jspecify.annotations.NullMarked;
