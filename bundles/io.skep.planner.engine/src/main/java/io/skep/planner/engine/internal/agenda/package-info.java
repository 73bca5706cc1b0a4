/** What the next turn is to look at, and when it begins. */
@NullMarked
package io.skep.planner.engine.internal.agenda;

import org.jspecify.annotations.NullMarked;
