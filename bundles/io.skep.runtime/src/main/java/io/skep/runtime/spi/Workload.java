package io.skep.runtime.spi;

import io.skep.model.ClusterId;
import io.skep.model.NodeId;
import io.skep.model.TaskId;
import io.skep.model.TaskPlan;
import io.skep.model.spec.ContainerSpec;
import io.skep.model.spec.Payload;
import java.util.List;

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
 * @param networks it is to be plugged into, the first one first; none when it has networks of its
 *     node's own only
 */
public record Workload(
        TaskId task,
        String name,
        ClusterId cluster,
        NodeId node,
        TaskPlan plan,
        ContainerSpec container,
        Payload registryAuth,
        TaskFiles files,
        List<Attached> networks) {

    /** Copies the list. */
    public Workload {
        networks = List.copyOf(networks);
    }

    /** A workload without files and networks. */
    public Workload(
            TaskId task,
            String name,
            ClusterId cluster,
            NodeId node,
            TaskPlan plan,
            ContainerSpec container,
            Payload registryAuth) {
        this(task, name, cluster, node, plan, container, registryAuth, TaskFiles.NONE, List.of());
    }

    /** This workload with files. */
    public Workload with(TaskFiles given) {
        return new Workload(
                task, name, cluster, node, plan, container, registryAuth, given, networks);
    }

    /** This workload on networks. */
    public Workload on(List<Attached> given) {
        return new Workload(task, name, cluster, node, plan, container, registryAuth, files, given);
    }
}
