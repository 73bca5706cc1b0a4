/** The plugs, and the order in which things are made. */
@NullMarked
package io.skep.network.vxlan.internal;

import org.jspecify.annotations.NullMarked;
