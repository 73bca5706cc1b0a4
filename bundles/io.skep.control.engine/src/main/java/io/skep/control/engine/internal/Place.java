package io.skep.control.engine.internal;

import io.skep.lifecycle.DutyContext;
import io.skep.seam.Loop;

/**
 * Where this process works.
 *
 * @param context the node's seams, directory and settings
 * @param loop owns the state of this room
 */
record Place(DutyContext context, Loop loop) {}
