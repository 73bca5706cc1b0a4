/** The ports, and what is said on them. */
@NullMarked
package io.skep.dns.engine.internal.serve;

import org.jspecify.annotations.NullMarked;
