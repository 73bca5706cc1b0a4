/** Tests. */
@NullMarked
package io.skep.dns.engine.internal.serve;

import org.jspecify.annotations.NullMarked;
