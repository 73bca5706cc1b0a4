/** Tests of how stores compare what they have. */
@NullMarked
package io.skep.store.engine.internal.peer;

import org.jspecify.annotations.NullMarked;
