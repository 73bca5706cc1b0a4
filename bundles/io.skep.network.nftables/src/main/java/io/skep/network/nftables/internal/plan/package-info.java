/** Which rules and routes a wiring asks for. Pure. */
@NullMarked
package io.skep.network.nftables.internal.plan;

import org.jspecify.annotations.NullMarked;
