/** The Docker Engine API on a Unix socket: translates, decides nothing. */
@NullMarked
package io.skep.dockerapi.internal;

import org.jspecify.annotations.NullMarked;
