/** The balancer {@code nftables}: virtual addresses and published ports by rules of the kernel. */
@NullMarked
package io.skep.network.nftables.internal;

import org.jspecify.annotations.NullMarked;
