/** A consensus without network and disk, with faults at will; deterministic on the seams. */
@NullMarked
package io.skep.tck.consensus.memory;

import org.jspecify.annotations.NullMarked;
