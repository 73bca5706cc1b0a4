package io.skep.dockerapi.internal.page;

import io.skep.dockerjson.HostShape;
import io.skep.seam.Loop;
import io.skep.seam.Time;

/**
 * Where the door stands.
 *
 * @param machine its facts
 * @param time its clock
 * @param loop for what happens later
 */
public record Site(HostShape machine, Time time, Loop loop) {}
