/** What may be decided about one service in one turn. */
@NullMarked
package io.skep.orchestrator.internal.work;

import org.jspecify.annotations.NullMarked;
