/** What happens when a task ends or its node is lost. */
@NullMarked
package io.skep.orchestrator.internal.restart;

import org.jspecify.annotations.NullMarked;
