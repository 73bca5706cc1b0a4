/** Output of tasks. */
@NullMarked
package io.skep.runtime.engine.internal.log;

import org.jspecify.annotations.NullMarked;
