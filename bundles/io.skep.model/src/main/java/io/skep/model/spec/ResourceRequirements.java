package io.skep.model.spec;

import org.jspecify.annotations.Nullable;

/**
 * What a task may use and what is kept for it.
 *
 * @param limits enforced on the node
 * @param reservations counted by the scheduler. Source: swarm-behaviour RE-1
 */
public record ResourceRequirements(@Nullable Limits limits, @Nullable Resources reservations) {}
