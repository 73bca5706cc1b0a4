/** The cluster in one thread, on a seed: real rooms on simulated seams. */
@NullMarked
package io.skep.itests.world;

import org.jspecify.annotations.NullMarked;
