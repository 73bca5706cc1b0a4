/**
 * The kits of contracts {@code network} and {@code balancer}. They know the contracts and the
 * programs of the machine, and judge by packets and by what is in the kernel.
 */
@NullMarked
package io.skep.tck.network;

import org.jspecify.annotations.NullMarked;
