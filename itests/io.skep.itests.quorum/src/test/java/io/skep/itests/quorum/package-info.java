/** Managers that agree, for real. */
@NullMarked
package io.skep.itests.quorum;

import org.jspecify.annotations.NullMarked;
