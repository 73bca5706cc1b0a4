/** The replicated state machine: what every member makes of the same entries. */
@NullMarked
package io.skep.store.engine.internal.machine;

import org.jspecify.annotations.NullMarked;
