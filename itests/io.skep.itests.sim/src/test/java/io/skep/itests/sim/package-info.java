/** Tests of the simulated seams. */
@NullMarked
package io.skep.itests.sim;

import org.jspecify.annotations.NullMarked;
