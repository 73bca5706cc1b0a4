package io.skep.tck.runtime;

import io.skep.model.ClusterId;
import io.skep.model.NodeId;
import io.skep.model.ServiceId;
import io.skep.model.TaskId;
import io.skep.model.TaskPlan;
import io.skep.model.TaskState;
import io.skep.model.spec.ContainerSpec;
import io.skep.model.spec.Payload;
import io.skep.model.spec.PortConfig;
import io.skep.model.spec.TaskSpec;
import io.skep.runtime.spi.Workload;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Makes workloads that say no more than a test needs. */
public final class Workloads {

    private Workloads() {}

    /** A container that runs a command in an image. */
    public static ContainerSpec container(String image, List<String> command) {
        return new ContainerSpec(
                image, Map.of(), command, List.of(), "", List.of(), "", "", List.of(), null, null,
                "", false, false, false, List.of(), null, null, List.of(), null, List.of(),
                List.of(), "", Map.of(), List.of(), List.of(), List.of(), 0);
    }

    /** A workload of a task of service {@code kit}. */
    public static Workload of(
            TaskId task, ClusterId cluster, NodeId node, ContainerSpec container) {
        var spec = new TaskSpec(container, null, null, null, List.of(), null, 0, "container");
        return of(task, cluster, node, spec);
    }

    /** A workload of a whole task spec, which must have a container. */
    public static Workload of(TaskId task, ClusterId cluster, NodeId node, TaskSpec spec) {
        return of(task, cluster, node, plan(node, spec, List.of()));
    }

    /** A workload of a task's plan, whose spec must have a container. */
    public static Workload of(TaskId task, ClusterId cluster, NodeId node, TaskPlan plan) {
        var container = plan.spec().containerSpec();
        if (container == null) {
            throw new IllegalArgumentException("task " + task + ": its spec has no container");
        }
        var name = "kit.1." + task;
        return new Workload(task, name, cluster, node, plan, container, Payload.EMPTY);
    }

    /** The plan of slot 1 of service {@code kit}, with these host-mode ports. */
    public static TaskPlan plan(NodeId node, TaskSpec spec, List<PortConfig> ports) {
        return new TaskPlan(
                new ServiceId("kitkitkitkitkitkitkitkitk"),
                "kit",
                Map.of(),
                1,
                spec,
                1,
                0,
                TaskState.RUNNING,
                TaskState.ASSIGNED,
                node,
                Instant.EPOCH,
                "",
                "",
                null,
                ports,
                List.of(),
                "",
                List.of());
    }
}
