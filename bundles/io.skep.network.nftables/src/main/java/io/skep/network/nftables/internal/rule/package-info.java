/** Rules as text, and how one set of them becomes another. */
@NullMarked
package io.skep.network.nftables.internal.rule;

import org.jspecify.annotations.NullMarked;
