package io.skep.scheduler.engine.internal.place;

import io.skep.model.ServiceId;
import io.skep.model.Task;
import io.skep.model.TaskPlan;
import java.util.ArrayList;
import java.util.List;

/** Tasks that are alike: same service, same version of its wish. Source: swarm-behaviour SC-3. */
final class Group {

    private final TaskPlan first;
    private final List<Task> tasks = new ArrayList<>(1);

    Group(Task task) {
        this.first = task.plan().value();
        tasks.add(task);
    }

    /** Adds a task, in id order, if it is like the others. */
    boolean takes(Task task) {
        var plan = task.plan().value();
        return (plan.spec() == first.spec() || plan.spec().equals(first.spec()))
                && plan.ports().equals(first.ports())
                && tasks.add(task);
    }

    /** What all of them are to do. */
    TaskPlan plan() {
        return first;
    }

    ServiceId service() {
        return first.serviceId();
    }

    long version() {
        return first.specVersion();
    }

    /** In id order. */
    List<Task> tasks() {
        return tasks;
    }
}
