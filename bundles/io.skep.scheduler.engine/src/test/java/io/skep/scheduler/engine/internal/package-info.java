/** Tests of the stage and of what it consists of. */
@NullMarked
package io.skep.scheduler.engine.internal;

import org.jspecify.annotations.NullMarked;
