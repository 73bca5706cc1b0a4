package io.skep.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A task as stored.
 *
 * @param id its id
 * @param plan what it is to do
 * @param status what its node observed; absent until the agent accepted it
 */
public record Task(TaskId id, Stored<TaskPlan> plan, @Nullable Stored<TaskStatus> status) {

    /** The visible state: the later of the plan's phase and the observed state. */
    public TaskState state() {
        var phase = plan.value().phase();
        return status == null ? phase : TaskState.later(phase, status.value().state());
    }

    /** What is to become of it. */
    public TaskState desired() {
        return plan.value().desired();
    }

    /** Whether it will never run again. */
    public boolean terminal() {
        return state().terminal();
    }

    /** When its visible state was reached: the manager's clock. */
    public Instant since() {
        return status == null || plan.value().phase().after(status.value().state())
                ? plan.value().since()
                : status.value().appliedAt();
    }

    /** Whether it is wanted to run, now or after a delay. */
    public boolean wanted() {
        return plan.value().wanted();
    }

    /**
     * The plan that stops it and keeps it as history. One that no node has seen is stopped by that;
     * nobody else would report it. Source: swarm-behaviour 1.5, SC-10.
     */
    public TaskPlan stopped(Instant now) {
        var stopping = plan.value().withDesired(TaskState.later(desired(), TaskState.SHUTDOWN));
        return state().before(TaskState.ASSIGNED)
                ? stopping.withPhase(TaskState.SHUTDOWN, now, "shutdown", "")
                : stopping;
    }

    /** The plan that stops it and forgets it. Source: swarm-behaviour EN-7. */
    public TaskPlan forgotten() {
        return plan.value().withDesired(TaskState.later(desired(), TaskState.REMOVE));
    }

    /** Full name, also the container's. Source: swarm-behaviour TK-10. */
    public String name() {
        var p = plan.value();
        var node = p.nodeId();
        var slot = p.slot() > 0 || node == null ? Integer.toString(p.slot()) : node.value();
        return p.serviceName() + "." + slot + "." + id.value();
    }

    /** Version of its newest part. */
    public long version() {
        return status == null ? plan.version() : Math.max(plan.version(), status.version());
    }
}
