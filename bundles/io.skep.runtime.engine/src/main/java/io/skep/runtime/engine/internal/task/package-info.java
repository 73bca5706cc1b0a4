/** One state machine for each task. */
@NullMarked
package io.skep.runtime.engine.internal.task;

import org.jspecify.annotations.NullMarked;
