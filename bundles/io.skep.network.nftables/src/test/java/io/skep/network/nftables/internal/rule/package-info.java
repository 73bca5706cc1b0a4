/** Tests. */
@NullMarked
package io.skep.network.nftables.internal.rule;

import org.jspecify.annotations.NullMarked;
