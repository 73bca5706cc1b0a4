/** Somebody else's scheduling strategy. */
@NullMarked
package io.skep.itests.strategy;

import org.jspecify.annotations.NullMarked;
