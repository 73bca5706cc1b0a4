/** A store in memory, for the tests of rooms. */
@NullMarked
package io.skep.itests.store;

import org.jspecify.annotations.NullMarked;
