/** The runtimes in their sockets, and which of them new tasks go to. */
@NullMarked
package io.skep.runtime.engine.internal.plug;

import org.jspecify.annotations.NullMarked;
