/** Talking to the engine: calls, answers, streams. */
@NullMarked
package io.skep.runtime.docker.internal.engine;

import org.jspecify.annotations.NullMarked;
