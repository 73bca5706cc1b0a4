/** Tasks as supervised child processes of this machine. */
@NullMarked
package io.skep.runtime.process.internal;

import org.jspecify.annotations.NullMarked;
