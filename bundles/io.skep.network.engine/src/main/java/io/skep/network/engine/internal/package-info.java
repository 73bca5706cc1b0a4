/** The duty, and the engine that has networks and rules made. */
@NullMarked
package io.skep.network.engine.internal;

import org.jspecify.annotations.NullMarked;
