/** A runtime without containers. */
@NullMarked
package io.skep.itests.blank;

import org.jspecify.annotations.NullMarked;
