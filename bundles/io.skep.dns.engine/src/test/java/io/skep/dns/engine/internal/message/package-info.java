/** Tests. */
@NullMarked
package io.skep.dns.engine.internal.message;

import org.jspecify.annotations.NullMarked;
