package io.skep.runtime.spi;

import io.skep.model.ClusterId;
import io.skep.model.NodeId;
import io.skep.model.TaskId;
import io.skep.model.TaskPlan;
import io.skep.model.spec.ContainerSpec;
import io.skep.model.spec.Payload;

/**
 * What is to run.
 *
 * @param task the task
 * @param name the container's name: the task's full name
 * @param cluster the cluster
 * @param node this node
 * @param plan the task's plan: service, resources, ports, log driver
 * @param container the plan's container, with placeholders expanded
 * @param registryAuth credentials for the image: JSON as in Docker's X-Registry-Auth; may be empty
 * @param files secrets and configs it is to see
 */
public record Workload(
        TaskId task,
        String name,
        ClusterId cluster,
        NodeId node,
        TaskPlan plan,
        ContainerSpec container,
        Payload registryAuth,
        TaskFiles files) {

    /** A workload without files. */
    public Workload(
            TaskId task,
            String name,
            ClusterId cluster,
            NodeId node,
            TaskPlan plan,
            ContainerSpec container,
            Payload registryAuth) {
        this(task, name, cluster, node, plan, container, registryAuth, TaskFiles.NONE);
    }

    /** This workload with files. */
    public Workload with(TaskFiles given) {
        return new Workload(task, name, cluster, node, plan, container, registryAuth, given);
    }
}
