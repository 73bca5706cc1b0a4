/** In which order stages run, and what becomes of those that fail. */
@NullMarked
package io.skep.planner.engine.internal.stage;

import org.jspecify.annotations.NullMarked;
