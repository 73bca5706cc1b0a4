package io.skep.transport.agent;

import io.skep.model.TaskId;
import io.skep.model.TaskPlan;
import io.skep.model.spec.Payload;

/**
 * A task a node is to take care of.
 *
 * @param task which
 * @param plan what it is to do
 * @param registryAuth credentials for its image; may be empty
 */
public record TaskOrder(TaskId task, TaskPlan plan, Payload registryAuth) {

    /** Absent credentials are empty. */
    public TaskOrder {
        registryAuth = registryAuth == null ? Payload.EMPTY : registryAuth;
    }
}
