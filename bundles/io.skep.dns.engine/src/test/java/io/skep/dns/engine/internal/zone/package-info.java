/** Tests. */
@NullMarked
package io.skep.dns.engine.internal.zone;

import org.jspecify.annotations.NullMarked;
