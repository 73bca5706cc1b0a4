/** How stored objects look to Docker's clients. */
@NullMarked
package io.skep.dockerapi.internal.shape;

import org.jspecify.annotations.NullMarked;
