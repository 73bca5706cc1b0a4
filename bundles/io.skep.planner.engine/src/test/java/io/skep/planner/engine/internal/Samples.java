package io.skep.planner.engine.internal;

import io.skep.model.Change;
import io.skep.model.NodeId;
import io.skep.model.Part;
import io.skep.model.ServiceId;
import io.skep.model.ServiceWish;
import io.skep.model.TaskId;
import io.skep.model.TaskPlan;
import io.skep.model.TaskState;
import io.skep.model.TaskStatus;
import io.skep.model.spec.Availability;
import io.skep.model.spec.NodeRole;
import io.skep.model.spec.NodeSpec;
import io.skep.model.spec.Payload;
import io.skep.model.spec.ServiceMode;
import io.skep.model.spec.ServiceSpec;
import io.skep.model.spec.TaskSpec;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Small objects to plan with. */
public final class Samples {

    public static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

    private Samples() {}

    public static ServiceId service(String id) {
        return new ServiceId(id);
    }

    public static TaskId task(String id) {
        return new TaskId(id);
    }

    public static Change wish(String service, long replicas) {
        return wish(service, ServiceMode.replicated(replicas));
    }

    public static Change wish(String service, ServiceMode mode) {
        return Change.put(Part.SERVICE_SPEC, service(service), wished(service, mode));
    }

    public static ServiceWish wished(String name, ServiceMode mode) {
        var spec =
                new ServiceSpec(name, Map.of(), TaskSpec.EMPTY, mode, null, null, List.of(), null);
        return new ServiceWish(spec, 1, null, 0, 0, null, false, Payload.EMPTY, Payload.EMPTY);
    }

    public static Change planned(String task, TaskPlan plan) {
        return Change.put(Part.TASK_PLAN, task(task), plan);
    }

    public static Change observed(String task, TaskState state) {
        return Change.put(
                Part.TASK_STATUS,
                task(task),
                new TaskStatus(state, NOW, NOW, "", "", null, List.of()));
    }

    public static Change node(String id) {
        return Change.put(
                Part.NODE_SPEC,
                new NodeId(id),
                new NodeSpec("", Map.of(), NodeRole.WORKER, Availability.ACTIVE));
    }

    public static TaskPlan fresh(String service) {
        return new TaskPlan(
                service(service),
                service,
                Map.of(),
                1,
                TaskSpec.EMPTY,
                1,
                0,
                TaskState.RUNNING,
                TaskState.NEW,
                null,
                NOW,
                "created",
                "",
                null,
                List.of(),
                List.of(),
                "",
                List.of());
    }

    public static TaskPlan pending(String service) {
        return fresh(service).withPhase(TaskState.PENDING, NOW, "pending task scheduling", "");
    }

    public static TaskPlan on(String node, String service) {
        return fresh(service).placed(new NodeId(node), List.of(), "spread", NOW, "assigned");
    }
}
