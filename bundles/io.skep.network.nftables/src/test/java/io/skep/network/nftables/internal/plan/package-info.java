/** Tests. */
@NullMarked
package io.skep.network.nftables.internal.plan;

import org.jspecify.annotations.NullMarked;
