/** The output of the containers. */
@NullMarked
package io.skep.runtime.docker.internal.log;

import org.jspecify.annotations.NullMarked;
