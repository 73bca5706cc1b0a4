package io.skep.dockerjson;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skep.model.ContainerStatus;
import io.skep.model.Task;
import io.skep.model.TaskPlan;
import io.skep.model.View;
import io.skep.model.spec.PortConfig;
import io.skep.model.spec.TaskSpec;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A task as clients see it. Source: docker-api-notes 3. */
public final class TaskShape {

    private TaskShape() {}

    /** A task. */
    public static Shape of(Task task, View view) {
        var plan = task.plan().value();
        var shape =
                Shape.of(task.id().value(), task.version(), task.plan().createdAt(), updated(task))
                        .with("Labels", Map.of())
                        .with("Spec", spec(plan.spec()))
                        .with("ServiceID", plan.serviceId())
                        .some("Slot", plan.slot())
                        .some("NodeID", plan.nodeId())
                        .with("Status", status(task))
                        .with("DesiredState", task.desired().label())
                        .some("GenericResources", plan.genericResources());
        if (job(plan, view)) {
            shape.with("JobIteration", Shape.index(plan.jobIteration()));
        }
        return shape.with("Volumes", null);
    }

    private static boolean job(TaskPlan plan, View view) {
        return plan.jobIteration() > 0
                || view.services()
                        .get(plan.serviceId())
                        .filter(service -> service.spec().mode().job())
                        .isPresent();
    }

    /** A task's spec does not say its runtime. */
    private static JsonNode spec(TaskSpec spec) {
        var tree = (ObjectNode) Json.tree(spec);
        tree.remove("Runtime");
        return tree;
    }

    private static Instant updated(Task task) {
        var planned = task.plan().updatedAt();
        var status = task.status();
        return status == null || status.updatedAt().isBefore(planned)
                ? planned
                : status.updatedAt();
    }

    private static Shape status(Task task) {
        var plan = task.plan().value();
        var status = task.status();
        if (status == null) {
            return status(task, plan.since(), plan.message(), plan.err(), null, List.of());
        }
        var seen = status.value();
        boolean planned = plan.phase().after(seen.state());
        return status(
                task,
                planned ? plan.since() : seen.timestamp(),
                planned ? plan.message() : seen.message(),
                planned ? plan.err() : seen.err(),
                seen.container(),
                seen.ports());
    }

    private static Shape status(
            Task task,
            Instant at,
            String message,
            String err,
            @Nullable ContainerStatus container,
            List<PortConfig> ports) {
        return new Shape()
                .with("Timestamp", at)
                .with("State", task.state().label())
                .some("Message", message)
                .some("Err", err)
                .some("ContainerStatus", container == null ? null : container(container))
                .with("PortStatus", new Shape().some("Ports", ports));
    }

    private static Shape container(ContainerStatus container) {
        return new Shape()
                .with("ContainerID", container.containerId())
                .with("PID", container.pid())
                .with("ExitCode", container.exitCode());
    }
}
