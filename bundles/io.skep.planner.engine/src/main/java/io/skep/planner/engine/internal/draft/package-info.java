/** The draft of a turn, and the turn that stages see. */
@NullMarked
package io.skep.planner.engine.internal.draft;

import org.jspecify.annotations.NullMarked;
