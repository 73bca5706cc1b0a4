/** Lets plain containers of this node into networks of the cluster. */
@NullMarked
package io.skep.guests.internal;

import org.jspecify.annotations.NullMarked;
