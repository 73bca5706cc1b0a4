/** The store: an agreed order of transactions, and what it makes of the state. */
@NullMarked
package io.skep.store.engine.internal;

import org.jspecify.annotations.NullMarked;
