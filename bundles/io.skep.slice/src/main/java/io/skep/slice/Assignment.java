package io.skep.slice;

import io.skep.model.TaskId;
import io.skep.model.TaskPlan;
import io.skep.model.spec.Payload;

/**
 * A task of this node.
 *
 * @param task which
 * @param plan what it is to do; its desired state only increases
 * @param registryAuth credentials for its image; kept in memory only
 */
public record Assignment(TaskId task, TaskPlan plan, Payload registryAuth) {}
