package io.skep.itests.planning;

import io.skep.model.TaskId;
import io.skep.model.TaskPlan;
import java.util.Objects;

/** What must hold of every plan. */
final class Rules {

    private Rules() {}

    /** States only increase, and a task is on one node ever. */
    static void forward(TaskId task, TaskPlan old, TaskPlan plan) {
        if (plan.phase().before(old.phase())
                || plan.desired().before(old.desired())
                || old.nodeId() != null && !Objects.equals(old.nodeId(), plan.nodeId())) {
            throw new AssertionError("task " + task + " went back from " + old + " to " + plan);
        }
    }
}
