package io.skep.dockerapi.internal.page;

import io.skep.control.Explainer;
import io.skep.control.Metrics;
import io.skep.dockerjson.HostShape;
import io.skep.seam.Loop;
import io.skep.seam.Time;

/**
 * Where the door stands.
 *
 * @param machine its facts
 * @param time its clock
 * @param loop for what happens later
 * @param explainer tells why tasks are where they are; says nothing while it is replaced
 * @param metrics the node's figures; empty while that is replaced
 */
public record Site(HostShape machine, Time time, Loop loop, Explainer explainer, Metrics metrics) {}
