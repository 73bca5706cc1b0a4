/** The duty, and the exchange that joins those who open channels with those who serve them. */
@NullMarked
package io.skep.transport.engine.internal;

import org.jspecify.annotations.NullMarked;
