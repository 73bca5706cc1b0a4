package io.skep.planner.engine.internal.agenda;

import io.skep.model.ServiceId;
import io.skep.model.Task;
import io.skep.model.TaskState;
import io.skep.model.View;
import java.util.SortedSet;
import java.util.TreeSet;

/** Services that were seen with a task that waits for a node; checked again when it matters. */
final class Waiting {

    private final SortedSet<ServiceId> seen = new TreeSet<>();

    void note(Task task) {
        if (waits(task)) {
            seen.add(task.plan().value().serviceId());
        }
    }

    /** Those that still wait. */
    SortedSet<ServiceId> in(View view) {
        seen.removeIf(service -> view.tasksOf(service).stream().noneMatch(Waiting::waits));
        return seen;
    }

    private static boolean waits(Task task) {
        return task.state().before(TaskState.ASSIGNED);
    }
}
