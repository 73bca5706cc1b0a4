/** Messages: RFC 1035 and 6891. */
@NullMarked
package io.skep.dns.engine.internal.message;

import org.jspecify.annotations.NullMarked;
