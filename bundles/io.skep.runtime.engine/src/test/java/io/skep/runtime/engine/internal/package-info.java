/** The engine on simulated seams, with the kit's runtime in memory. */
@NullMarked
package io.skep.runtime.engine.internal;

import org.jspecify.annotations.NullMarked;
