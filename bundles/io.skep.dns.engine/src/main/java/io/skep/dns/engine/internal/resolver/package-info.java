/** The resolvers that are there, and the one that is used. */
@NullMarked
package io.skep.dns.engine.internal.resolver;

import org.jspecify.annotations.NullMarked;
