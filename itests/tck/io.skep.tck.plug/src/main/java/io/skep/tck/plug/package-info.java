/** What the kits of all contracts share. */
@NullMarked
package io.skep.tck.plug;

import org.jspecify.annotations.NullMarked;
