/** The kit of contract {@code consensus}: what every member of a group must do, as tests. */
@NullMarked
package io.skep.tck.consensus;

import org.jspecify.annotations.NullMarked;
