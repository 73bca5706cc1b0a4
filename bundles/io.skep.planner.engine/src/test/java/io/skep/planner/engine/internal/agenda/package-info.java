/** Tests. */
@NullMarked
package io.skep.planner.engine.internal.agenda;

import org.jspecify.annotations.NullMarked;
