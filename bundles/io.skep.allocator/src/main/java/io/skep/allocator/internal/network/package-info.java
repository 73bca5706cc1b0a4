/** Addresses of networks, services and tasks: who holds which, and who gets which. */
@NullMarked
package io.skep.allocator.internal.network;

import org.jspecify.annotations.NullMarked;
