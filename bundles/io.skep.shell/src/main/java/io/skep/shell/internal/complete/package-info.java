/** What the TAB key offers. */
@NullMarked
package io.skep.shell.internal.complete;

import org.jspecify.annotations.NullMarked;
