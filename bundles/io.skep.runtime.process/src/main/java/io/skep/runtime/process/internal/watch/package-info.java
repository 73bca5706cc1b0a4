/** Notices ends and health. */
@NullMarked
package io.skep.runtime.process.internal.watch;

import org.jspecify.annotations.NullMarked;
