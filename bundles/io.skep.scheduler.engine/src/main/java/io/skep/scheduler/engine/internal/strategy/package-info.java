/** The strategies that are there, and the guard around them. */
@NullMarked
package io.skep.scheduler.engine.internal.strategy;

import org.jspecify.annotations.NullMarked;
