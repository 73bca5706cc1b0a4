/** What the consensus in memory does when things go wrong. */
@NullMarked
package io.skep.tck.consensus.memory;

import org.jspecify.annotations.NullMarked;
