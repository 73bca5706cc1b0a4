/** Nodes that are gone or no longer suit their tasks. */
@NullMarked
package io.skep.orchestrator.internal.node;

import org.jspecify.annotations.NullMarked;
