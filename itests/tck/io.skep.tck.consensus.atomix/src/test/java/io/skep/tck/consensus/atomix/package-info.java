/** A consensus that is known to be wrong, as a control of the tests. */
@NullMarked
package io.skep.tck.consensus.atomix;

import org.jspecify.annotations.NullMarked;
