package io.skep.dockerjson;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skep.model.Service;
import io.skep.model.ServicePlan;
import io.skep.model.Task;
import io.skep.model.TaskState;
import io.skep.model.UpdateStatus;
import io.skep.model.View;
import io.skep.model.spec.EndpointSpec;
import io.skep.model.spec.ServiceMode;
import io.skep.model.spec.ServiceSpec;
import java.time.Instant;
import java.util.List;

/** A service as clients see it. Source: docker-api-notes 3. */
public final class ServiceShape {

    /** What a service without ports has. */
    private static final EndpointSpec VIRTUAL = new EndpointSpec("vip", List.of());

    private ServiceShape() {}

    /** A service. */
    public static Shape of(Service service) {
        var wish = service.wish();
        var previous = service.rolledBack() ? null : wish.value().previous();
        var shape =
                Shape.of(service.id().value(), wish.version(), wish.createdAt(), updated(service))
                        .with("Spec", spec(service.inForce()))
                        .some("PreviousSpec", previous == null ? null : spec(previous))
                        .with("Endpoint", endpoint(service))
                        .some(
                                "UpdateStatus",
                                service.updateStatus().map(ServiceShape::update).orElse(null));
        if (service.inForce().mode().job()) {
            shape.with("JobStatus", job(service));
        }
        return shape;
    }

    /** A service with the counts of its tasks, as {@code service ls} shows them. */
    public static Shape withStatus(Service service, View view) {
        var tasks = view.tasksOf(service.id());
        return of(service)
                .with(
                        "ServiceStatus",
                        new Shape()
                                .with("RunningTasks", running(tasks))
                                .with("DesiredTasks", desired(service, tasks))
                                .with("CompletedTasks", completed(service, tasks)));
    }

    private static JsonNode spec(ServiceSpec spec) {
        return Json.tree(spec);
    }

    private static Instant updated(Service service) {
        var wished = service.wish().updatedAt();
        var plan = service.plan();
        return plan == null || plan.updatedAt().isBefore(wished) ? wished : plan.updatedAt();
    }

    /** Until something was allocated there is nothing to show. */
    private static ObjectNode endpoint(Service service) {
        var plan = service.planOrEmpty();
        var spec = plan.endpointSpec();
        boolean allocated = !plan.ports().isEmpty() || !plan.virtualIps().isEmpty();
        return new Shape()
                .with("Spec", !allocated ? Json.object() : spec == null ? VIRTUAL : spec)
                .some("Ports", plan.ports())
                .some("VirtualIPs", virtualIps(plan))
                .node();
    }

    private static JsonNode virtualIps(ServicePlan plan) {
        return Json.array(
                plan.virtualIps().stream()
                        .map(
                                vip ->
                                        new Shape()
                                                .with("NetworkID", vip.networkId())
                                                .some("Addr", vip.addr())
                                                .node())
                        .toList());
    }

    private static Shape update(UpdateStatus status) {
        return new Shape()
                .with("State", status.state())
                .some("StartedAt", status.startedAt())
                .some("CompletedAt", status.completedAt())
                .with("Message", status.message());
    }

    private static Shape job(Service service) {
        var wish = service.wish().value();
        return new Shape()
                .with("JobIteration", Shape.index(wish.jobIteration()))
                .some("LastExecution", wish.lastExecution());
    }

    private static long running(List<Task> tasks) {
        return tasks.stream().filter(task -> task.state() == TaskState.RUNNING).count();
    }

    private static long desired(Service service, List<Task> tasks) {
        var mode = service.inForce().mode();
        if (mode instanceof ServiceMode.Replicated replicated) {
            return replicated.replicas();
        }
        if (mode instanceof ServiceMode.ReplicatedJob job) {
            return job.maxConcurrent();
        }
        var wanted = mode.job() ? TaskState.COMPLETE : TaskState.RUNNING;
        return tasks.stream()
                .filter(task -> task.desired() == wanted)
                .filter(task -> !mode.job() || task.state() != TaskState.COMPLETE)
                .count();
    }

    private static long completed(Service service, List<Task> tasks) {
        if (!service.inForce().mode().job()) {
            return 0;
        }
        var iteration = service.wish().value().jobIteration();
        return tasks.stream()
                .filter(task -> task.plan().value().jobIteration() == iteration)
                .filter(task -> task.state() == TaskState.COMPLETE)
                .count();
    }
}
