/** The other managers' stores: messages of the consensus plugs, and whether all agree. */
@NullMarked
package io.skep.store.engine.internal.peer;

import org.jspecify.annotations.NullMarked;
