/** What becomes of the containers. */
@NullMarked
package io.skep.runtime.docker.internal.watch;

import org.jspecify.annotations.NullMarked;
