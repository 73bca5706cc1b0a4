/** The kit on plugs that are broken on purpose. */
@NullMarked
package io.skep.tck.ca;

import org.jspecify.annotations.NullMarked;
