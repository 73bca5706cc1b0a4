/** Tests of what the kernel is asked for. */
@NullMarked
package io.skep.network.vxlan.internal.kernel;

import org.jspecify.annotations.NullMarked;
