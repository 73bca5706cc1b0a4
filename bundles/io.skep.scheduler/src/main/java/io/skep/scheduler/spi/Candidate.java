package io.skep.scheduler.spi;

import io.skep.model.NodeId;
import io.skep.model.spec.Resources;

/**
 * A node that can take at least one task of the group.
 *
 * @param node which
 * @param tasksOfService active tasks of the same service on it. Source: swarm-behaviour SC-6
 * @param tasks active tasks on it in all
 * @param recentFailures of this service's wish within five minutes. Source: swarm-behaviour SC-7
 * @param room how many tasks of the group it can take, 1 or more
 * @param free what is not reserved
 * @param total what it has
 */
public record Candidate(
        NodeId node,
        int tasksOfService,
        int tasks,
        int recentFailures,
        int room,
        Resources free,
        Resources total) {}
