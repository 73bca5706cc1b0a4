/** Committed entries on their way to the host, with credit. */
@NullMarked
package io.skep.consensus.ratis.internal.feed;

import org.jspecify.annotations.NullMarked;
