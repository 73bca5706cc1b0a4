/** What the seams bring along. */
@NullMarked
package io.skep.seam;

import org.jspecify.annotations.NullMarked;
