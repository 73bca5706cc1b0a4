package io.skep.telemetry.internal;

import io.skep.seam.Loop;
import io.skep.seam.Seams;
import io.skep.telemetry.internal.event.EventBook;

/**
 * Where this room works.
 *
 * @param seams of the node
 * @param loop owns the events and the logs that pass through
 * @param events what happened lately
 */
record Post(Seams seams, Loop loop, EventBook events) {}
