/** The duty {@code planner} and its loop. */
@NullMarked
package io.skep.planner.engine.internal;

import org.jspecify.annotations.NullMarked;
