/** HTTP on a Unix socket. */
@NullMarked
package io.skep.dockerapi.internal.http;

import org.jspecify.annotations.NullMarked;
