/** Tests of the swap protocol. */
@NullMarked
package io.skep.lifecycle;

import org.jspecify.annotations.NullMarked;
