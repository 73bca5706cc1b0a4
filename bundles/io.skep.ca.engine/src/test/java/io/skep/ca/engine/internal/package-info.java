/** Certificates on simulated seams. */
@NullMarked
package io.skep.ca.engine.internal;

import org.jspecify.annotations.NullMarked;
