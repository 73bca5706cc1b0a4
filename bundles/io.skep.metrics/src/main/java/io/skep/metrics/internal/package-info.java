/** Figures of a node, collected when somebody looks. */
@NullMarked
package io.skep.metrics.internal;

import org.jspecify.annotations.NullMarked;
