/** Nodes, what is on them, and what a task needs of them. */
@NullMarked
package io.skep.scheduler.engine.internal.fleet;

import org.jspecify.annotations.NullMarked;
