/** Servers that are asked for names nobody has here. */
@NullMarked
package io.skep.dns.engine.internal.upstream;

import org.jspecify.annotations.NullMarked;
