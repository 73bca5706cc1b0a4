package io.skep.dockerjson;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skep.model.ContainerStatus;
import io.skep.model.Network;
import io.skep.model.Rejection;
import io.skep.model.Task;
import io.skep.model.TaskAttachment;
import io.skep.model.TaskPlan;
import io.skep.model.View;
import io.skep.model.spec.TaskSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.stream.Stream;

/** A task as clients see it. Source: docker-api-notes 3. */
public final class TaskShape {

    private TaskShape() {}

    /** A task. */
    public static Shape of(Task task, View view) {
        return of(task, view, new Repeated());
    }

    /**
     * A task with all that is known of why it is where it is.
     *
     * @param explained more of that: its components become fields of {@code Explain}
     */
    public static Shape of(Task task, View view, Record explained) {
        var explain = explained(task.plan().value());
        Json.tree(explained)
                .properties()
                .forEach(part -> explain.some(part.getKey(), part.getValue()));
        return of(task, view, new Repeated()).some("Explain", explain);
    }

    /** A task of a list, which may have been asked for before. */
    static JsonNode listed(Task task, View view, Repeated repeated, Rendering rendering) {
        var depends = new ArrayList<Object>();
        depends.add(job(task.plan().value(), view));
        networks(task.plan().value(), view).forEach(depends::add);
        return rendering.of(task, depends, () -> of(task, view, repeated).node());
    }

    private static Stream<Network> networks(TaskPlan plan, View view) {
        return plan.networks().stream()
                .flatMap(place -> view.networks().get(place.network()).stream());
    }

    private static Shape of(Task task, View view, Repeated repeated) {
        var plan = task.plan().value();
        var shape =
                Shape.of(task.id().value(), task.version(), task.plan().createdAt(), updated(task))
                        .with("Labels", Map.of())
                        .with("Spec", repeated.spec(plan.spec(), TaskShape::spec))
                        .with("ServiceID", plan.serviceId())
                        .some("Slot", plan.slot())
                        .some("NodeID", plan.nodeId())
                        .with("Status", status(task))
                        .with("DesiredState", task.desired().label())
                        .some("NetworksAttachments", attachments(plan, view, repeated))
                        .some("GenericResources", plan.genericResources());
        if (job(plan, view)) {
            shape.with("JobIteration", Shape.index(plan.jobIteration()));
        }
        shape.with("Volumes", null);
        if (!plan.placedBy().isEmpty() || !plan.explain().isEmpty()) {
            shape.with(
                    "Explain",
                    repeated.reasons(
                            plan.placedBy(), plan.explain(), () -> explained(plan).node()));
        }
        return shape;
    }

    private static ArrayNode attachments(TaskPlan plan, View view, Repeated repeated) {
        return Json.array(
                plan.networks().stream()
                        .flatMap(
                                place ->
                                        view.networks().get(place.network()).stream()
                                                .map(repeated::network)
                                                .map(network -> attachment(place, network)))
                        .toList());
    }

    private static ObjectNode attachment(TaskAttachment place, JsonNode network) {
        var shape = new Shape().with("Network", network);
        return place.addresses().isEmpty()
                ? shape.node()
                : shape.with("Addresses", place.addresses()).node();
    }

    /**
     * Beyond Docker: which strategy chose the node, or which rule of which node refused the task.
     */
    private static Shape explained(TaskPlan plan) {
        return new Shape()
                .some("PlacedBy", plan.placedBy())
                .some(
                        "Rejections",
                        plan.explain().stream()
                                .map(TaskShape::rejection)
                                .map(Shape::node)
                                .toList());
    }

    private static Shape rejection(Rejection rejection) {
        return new Shape()
                .with("NodeID", rejection.node())
                .with("Filter", rejection.filter())
                .with("Reason", rejection.reason());
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

    /** What its node says, unless the planner has gone further since. */
    private static Shape status(Task task) {
        var status = task.status();
        var plan = task.plan().value();
        boolean planned = status == null || plan.phase().after(status.value().state());
        var shape =
                new Shape()
                        .with("Timestamp", planned ? plan.since() : status.value().timestamp())
                        .with("State", task.state().label())
                        .some("Message", planned ? plan.message() : status.value().message())
                        .some("Err", planned ? plan.err() : status.value().err());
        var ports = new Shape();
        if (status != null) {
            var container = status.value().container();
            shape.some("ContainerStatus", container == null ? null : container(container));
            ports.some("Ports", status.value().ports());
        }
        return shape.with("PortStatus", ports);
    }

    private static Shape container(ContainerStatus container) {
        return new Shape()
                .with("ContainerID", container.containerId())
                .with("PID", container.pid())
                .with("ExitCode", container.exitCode());
    }
}
