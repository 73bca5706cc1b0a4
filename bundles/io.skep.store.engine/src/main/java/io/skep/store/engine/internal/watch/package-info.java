/** Commits and leadership, shown to those who watch. */
@NullMarked
package io.skep.store.engine.internal.watch;

import org.jspecify.annotations.NullMarked;
