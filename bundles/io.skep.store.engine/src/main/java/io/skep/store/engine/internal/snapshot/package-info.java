/** The whole state as a file. */
@NullMarked
package io.skep.store.engine.internal.snapshot;

import org.jspecify.annotations.NullMarked;
