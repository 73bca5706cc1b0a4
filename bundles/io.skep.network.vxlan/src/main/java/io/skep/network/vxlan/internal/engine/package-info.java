/** The container engine's own idea of networks. */
@NullMarked
package io.skep.network.vxlan.internal.engine;

import org.jspecify.annotations.NullMarked;
