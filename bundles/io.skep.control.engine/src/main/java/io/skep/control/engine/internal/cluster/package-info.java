/** The cluster itself: founding, leaving, policies, addresses. */
@NullMarked
package io.skep.control.engine.internal.cluster;

import org.jspecify.annotations.NullMarked;
