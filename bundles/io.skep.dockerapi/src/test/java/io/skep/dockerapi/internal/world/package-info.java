/** A door on a temporary socket, with a cluster behind it that says what it is told. */
@NullMarked
package io.skep.dockerapi.internal.world;

import org.jspecify.annotations.NullMarked;
