/** Tests of the kit. */
@NullMarked
package io.skep.tck.network;

import org.jspecify.annotations.NullMarked;
