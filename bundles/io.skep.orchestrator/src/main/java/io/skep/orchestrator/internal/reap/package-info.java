/** Which ended tasks are forgotten. */
@NullMarked
package io.skep.orchestrator.internal.reap;

import org.jspecify.annotations.NullMarked;
