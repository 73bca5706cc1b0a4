/** What happened to objects, as the last few hundred events and those to come. */
@NullMarked
package io.skep.telemetry.internal.event;

import org.jspecify.annotations.NullMarked;
