/** Updates and reads on their way through consensus. */
@NullMarked
package io.skep.store.engine.internal.flow;

import org.jspecify.annotations.NullMarked;
