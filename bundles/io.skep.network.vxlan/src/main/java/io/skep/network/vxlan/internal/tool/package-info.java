/** The machine's programs. */
@NullMarked
package io.skep.network.vxlan.internal.tool;

import org.jspecify.annotations.NullMarked;
