/** Giving the tasks of one turn their nodes. */
@NullMarked
package io.skep.scheduler.engine.internal.place;

import org.jspecify.annotations.NullMarked;
