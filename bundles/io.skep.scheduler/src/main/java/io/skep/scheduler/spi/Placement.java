package io.skep.scheduler.spi;

import io.skep.model.NodeId;
import io.skep.model.TaskId;

/**
 * A task and its node.
 *
 * @param task of the group
 * @param node of the candidates
 */
public record Placement(TaskId task, NodeId node) {}
