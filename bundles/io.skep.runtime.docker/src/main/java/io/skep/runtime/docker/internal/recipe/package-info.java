/** From a workload to the engine's description of a container. */
@NullMarked
package io.skep.runtime.docker.internal.recipe;

import org.jspecify.annotations.NullMarked;
