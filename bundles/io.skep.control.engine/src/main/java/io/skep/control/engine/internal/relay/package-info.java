/** Commands on their way to the leader, and there. */
@NullMarked
package io.skep.control.engine.internal.relay;

import org.jspecify.annotations.NullMarked;
