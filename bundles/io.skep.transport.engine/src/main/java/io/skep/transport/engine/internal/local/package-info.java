/** Channels whose two ends are in this process. */
@NullMarked
package io.skep.transport.engine.internal.local;

import org.jspecify.annotations.NullMarked;
