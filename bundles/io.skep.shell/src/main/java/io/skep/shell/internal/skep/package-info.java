/** Commands skep:*, about the platform itself. */
@NullMarked
package io.skep.shell.internal.skep;

import org.jspecify.annotations.NullMarked;
