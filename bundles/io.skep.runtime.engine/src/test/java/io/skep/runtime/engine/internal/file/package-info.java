/** Files of tasks. */
@NullMarked
package io.skep.runtime.engine.internal.file;

import org.jspecify.annotations.NullMarked;
