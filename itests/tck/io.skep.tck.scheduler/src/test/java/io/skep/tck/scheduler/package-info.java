/** Tests of the kit. */
@NullMarked
package io.skep.tck.scheduler;

import org.jspecify.annotations.NullMarked;
