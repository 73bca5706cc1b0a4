/** The programs that put rules and routes into the kernel. */
@NullMarked
package io.skep.network.nftables.internal.tool;

import org.jspecify.annotations.NullMarked;
