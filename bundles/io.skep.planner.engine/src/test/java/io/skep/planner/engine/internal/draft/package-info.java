/** Tests. */
@NullMarked
package io.skep.planner.engine.internal.draft;

import org.jspecify.annotations.NullMarked;
