/** Tests. */
@NullMarked
package io.skep.network.nftables.internal.tool;

import org.jspecify.annotations.NullMarked;
