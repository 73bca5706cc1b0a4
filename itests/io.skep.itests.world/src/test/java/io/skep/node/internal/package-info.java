/** A way into the node room, for the simulation. */
@NullMarked
package io.skep.node.internal;

import org.jspecify.annotations.NullMarked;
