/** The resolver {@code zone}. */
@NullMarked
package io.skep.dns.zone.internal;

import org.jspecify.annotations.NullMarked;
