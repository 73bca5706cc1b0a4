/** The cluster as doors see it: gate, commands, events and logs on top of the store. */
@NullMarked
package io.skep.control.engine.internal;

import org.jspecify.annotations.NullMarked;
