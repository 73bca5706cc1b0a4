/** Which nodes can take a task, and why the others cannot. */
@NullMarked
package io.skep.scheduler.engine.internal.filter;

import org.jspecify.annotations.NullMarked;
