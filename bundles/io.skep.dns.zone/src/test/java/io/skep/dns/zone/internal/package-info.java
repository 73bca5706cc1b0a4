/** Tests of the resolver. */
@NullMarked
package io.skep.dns.zone.internal;

import org.jspecify.annotations.NullMarked;
