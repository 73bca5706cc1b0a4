/** Tests. */
@NullMarked
package io.skep.planner.engine.internal.stage;

import org.jspecify.annotations.NullMarked;
