/** The link to the Docker Engine of this machine. */
@NullMarked
package io.skep.dockerapi.internal.engine;

import org.jspecify.annotations.NullMarked;
