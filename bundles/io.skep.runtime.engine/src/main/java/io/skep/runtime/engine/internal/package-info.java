/** The duty, and the engine that compares what the slice wants with what runs. */
@NullMarked
package io.skep.runtime.engine.internal;

import org.jspecify.annotations.NullMarked;
