/** Whose key signs. */
@NullMarked
package io.skep.ca.engine.internal.plug;

import org.jspecify.annotations.NullMarked;
