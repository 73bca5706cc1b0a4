/** Tests. */
@NullMarked
package io.skep.network.nftables.internal;

import org.jspecify.annotations.NullMarked;
