/** The consensus plug in its socket, and the directory it may open. */
@NullMarked
package io.skep.store.engine.internal.plug;

import org.jspecify.annotations.NullMarked;
