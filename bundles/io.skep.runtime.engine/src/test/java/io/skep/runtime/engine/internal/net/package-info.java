/** Files of tasks. */
@NullMarked
package io.skep.runtime.engine.internal.net;

import org.jspecify.annotations.NullMarked;
