/**
 * A runtime without processes: containers are entries of a {@link
 * io.skep.tck.runtime.memory.MemoryMachine}.
 */
@NullMarked
package io.skep.tck.runtime.memory;

import org.jspecify.annotations.NullMarked;
