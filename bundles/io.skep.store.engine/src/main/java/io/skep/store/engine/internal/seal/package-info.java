/** What entries and snapshots are sealed with. */
@NullMarked
package io.skep.store.engine.internal.seal;

import org.jspecify.annotations.NullMarked;
