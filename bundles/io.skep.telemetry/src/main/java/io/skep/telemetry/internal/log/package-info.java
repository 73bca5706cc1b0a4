/** Output of tasks, gathered from their nodes. */
@NullMarked
package io.skep.telemetry.internal.log;

import org.jspecify.annotations.NullMarked;
