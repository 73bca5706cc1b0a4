/** What happened in the cluster, and what its tasks said. */
@NullMarked
package io.skep.telemetry.internal;

import org.jspecify.annotations.NullMarked;
