/** Tests of the kit. */
@NullMarked
package io.skep.tck.dns;

import org.jspecify.annotations.NullMarked;
