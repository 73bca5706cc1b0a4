/** Duties in order: started, stopped, tried again. */
@NullMarked
package io.skep.node.internal.duty;

import org.jspecify.annotations.NullMarked;
