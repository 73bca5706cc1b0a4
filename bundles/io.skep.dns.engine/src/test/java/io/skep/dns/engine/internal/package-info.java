/** Tests. */
@NullMarked
package io.skep.dns.engine.internal;

import org.jspecify.annotations.NullMarked;
