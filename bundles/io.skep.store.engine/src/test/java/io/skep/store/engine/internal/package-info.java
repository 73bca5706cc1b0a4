/** The store on simulated seams and a consensus in memory. */
@NullMarked
package io.skep.store.engine.internal;

import org.jspecify.annotations.NullMarked;
