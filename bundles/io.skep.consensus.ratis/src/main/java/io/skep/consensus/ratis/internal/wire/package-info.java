/**
 * How members of a group reach one another: over what their host lends them, no port of their own.
 */
@NullMarked
package io.skep.consensus.ratis.internal.wire;

import org.jspecify.annotations.NullMarked;
