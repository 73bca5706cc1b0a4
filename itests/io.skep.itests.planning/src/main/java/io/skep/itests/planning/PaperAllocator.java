package io.skep.itests.planning;

import io.skep.model.TaskState;
import io.skep.planner.Stage;
import io.skep.planner.Turn;
import java.util.List;

/** Allocates nothing, at once. */
public final class PaperAllocator implements Stage {

    @Override
    public String name() {
        return "allocate";
    }

    @Override
    public List<String> follows() {
        return List.of("update");
    }

    @Override
    public void plan(Turn turn) {
        for (var service : turn.services()) {
            for (var task : turn.view().tasksOf(service)) {
                var plan = task.plan().value();
                if (plan.phase() == TaskState.NEW && task.wanted()) {
                    turn.put(
                            task.id(),
                            plan.withPhase(
                                    TaskState.PENDING, turn.now(), "pending task scheduling", ""));
                }
            }
        }
    }
}
