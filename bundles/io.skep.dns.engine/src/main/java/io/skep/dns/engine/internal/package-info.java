/** The duty {@code dns}: owns the ports, the packets and the records. */
@NullMarked
package io.skep.dns.engine.internal;

import org.jspecify.annotations.NullMarked;
