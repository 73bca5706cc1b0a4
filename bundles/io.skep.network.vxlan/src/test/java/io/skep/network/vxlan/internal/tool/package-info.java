/** Tests of programs of the machine. */
@NullMarked
package io.skep.network.vxlan.internal.tool;

import org.jspecify.annotations.NullMarked;
