/** Which images are here, and fetching those that are not. */
@NullMarked
package io.skep.runtime.docker.internal.image;

import org.jspecify.annotations.NullMarked;
