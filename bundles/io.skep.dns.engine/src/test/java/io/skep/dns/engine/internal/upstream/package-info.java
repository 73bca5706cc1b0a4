/** Tests. */
@NullMarked
package io.skep.dns.engine.internal.upstream;

import org.jspecify.annotations.NullMarked;
