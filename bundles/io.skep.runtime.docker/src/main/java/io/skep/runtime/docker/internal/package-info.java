/** Containers of a Docker Engine. */
@NullMarked
package io.skep.runtime.docker.internal;

import org.jspecify.annotations.NullMarked;
