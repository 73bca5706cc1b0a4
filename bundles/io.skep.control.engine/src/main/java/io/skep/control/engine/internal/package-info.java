/** The cluster as doors see it: gate and commands on top of the store. */
@NullMarked
package io.skep.control.engine.internal;

import org.jspecify.annotations.NullMarked;
