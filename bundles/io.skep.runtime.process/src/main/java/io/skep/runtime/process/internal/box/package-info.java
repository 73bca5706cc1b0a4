/** A task's directory: what it runs, and what its supervisor wrote down of it. */
@NullMarked
package io.skep.runtime.process.internal.box;

import org.jspecify.annotations.NullMarked;
