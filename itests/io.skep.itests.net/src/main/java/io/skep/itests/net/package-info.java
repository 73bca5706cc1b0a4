/** A network between simulated nodes. */
@NullMarked
package io.skep.itests.net;

import org.jspecify.annotations.NullMarked;
