/** Output of tasks, gathered from their nodes. */
@NullMarked
package io.skep.control.engine.internal.log;

import org.jspecify.annotations.NullMarked;
