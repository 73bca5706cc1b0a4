/** Tests by rule. */
@NullMarked
package io.skep.orchestrator.internal;

import org.jspecify.annotations.NullMarked;
