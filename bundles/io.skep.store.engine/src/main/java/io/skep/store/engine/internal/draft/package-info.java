/** What the body of an update writes into. */
@NullMarked
package io.skep.store.engine.internal.draft;

import org.jspecify.annotations.NullMarked;
