package io.skep.model;

import io.skep.model.spec.TaskSpec;
import org.jspecify.annotations.Nullable;

/**
 * Lets equal parts of values be one object: what was decoded brings its own copy of everything, but
 * all tasks of a service have the same spec, name and labels. Messages are few; they are shared by
 * all. Changes no value.
 */
final class Sharing {

    private Sharing() {}

    /**
     * The same plan, sharing what it can.
     *
     * @param like another plan that may have much in common with it
     * @param service the task's, for a plan that is new
     * @param node the task's
     */
    static TaskPlan of(
            TaskPlan plan,
            @Nullable TaskPlan like,
            @Nullable Service service,
            @Nullable NodeId node) {
        var other = like == null ? plan : like;
        var spec = service == null ? null : service.spec();
        return new TaskPlan(
                one(plan.serviceId(), other.serviceId(), service == null ? null : service.id()),
                one(plan.serviceName(), other.serviceName(), spec == null ? null : spec.name()),
                one(
                        plan.serviceLabels(),
                        other.serviceLabels(),
                        spec == null ? null : spec.labels()),
                plan.slot(),
                spec(plan.spec(), other.spec(), service),
                plan.specVersion(),
                plan.jobIteration(),
                plan.desired(),
                plan.phase(),
                plan.nodeId() != null && plan.nodeId().equals(node) ? node : plan.nodeId(),
                plan.since(),
                plan.message().intern(),
                plan.err(),
                plan.startAfter(),
                plan.ports(),
                plan.genericResources(),
                plan.placedBy().intern(),
                plan.explain(),
                one(plan.origin(), other.origin(), null),
                one(plan.networks(), other.networks(), null));
    }

    private static TaskSpec spec(TaskSpec spec, TaskSpec other, @Nullable Service service) {
        if (service == null) {
            return one(spec, other, null);
        }
        var shared = one(spec, other, service.spec().taskTemplate());
        var previous = service.wish().value().previous();
        return shared == spec && previous != null
                ? one(spec, previous.taskTemplate(), null)
                : shared;
    }

    /** The same status, sharing what it can. */
    static TaskStatus of(TaskStatus status, @Nullable TaskStatus like) {
        var other = like == null ? status : like;
        var container = status.container();
        return new TaskStatus(
                status.state(),
                status.timestamp(),
                one(status.appliedAt(), other.appliedAt(), null),
                status.message().intern(),
                status.err(),
                container != null && container.equals(other.container())
                        ? other.container()
                        : container,
                status.ports());
    }

    private static <T> T one(T value, T first, @Nullable T second) {
        if (second != null && value.equals(second)) {
            return second;
        }
        return value.equals(first) ? first : value;
    }
}
