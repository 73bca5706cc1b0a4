/** Files of a log. */
@NullMarked
package io.skep.consensus.ratis.internal.disk;

import org.jspecify.annotations.NullMarked;
