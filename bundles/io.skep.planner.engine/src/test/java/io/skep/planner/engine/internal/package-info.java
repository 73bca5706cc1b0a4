/** Tests. */
@NullMarked
package io.skep.planner.engine.internal;

import org.jspecify.annotations.NullMarked;
