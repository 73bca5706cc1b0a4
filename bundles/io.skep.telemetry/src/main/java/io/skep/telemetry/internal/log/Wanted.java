package io.skep.telemetry.internal.log;

import io.skep.control.LogQuery;
import io.skep.model.LogRequest;
import io.skep.model.Task;
import io.skep.model.TaskId;
import io.skep.model.TaskState;
import io.skep.model.View;
import java.util.ArrayList;
import java.util.List;

/** Whose output is wanted. Source: swarm-behaviour LG-1 to LG-4. */
record Wanted(LogQuery query, LogRequest request) {

    boolean follow() {
        return request.follow();
    }

    /** The tasks that have output now. */
    List<Task> tasks(View view) {
        var found = new ArrayList<Task>();
        for (var service : query.services()) {
            view.tasksOf(service).stream().filter(Wanted::hasOutput).forEach(found::add);
        }
        for (var id : query.tasks()) {
            view.tasks().get(id).filter(Wanted::hasOutput).ifPresent(found::add);
        }
        return found;
    }

    /** The tasks named one by one that have no node. */
    List<TaskId> unscheduled(View view) {
        return query.tasks().stream()
                .flatMap(id -> view.tasks().get(id).stream())
                .filter(task -> task.plan().value().nodeId() == null)
                .map(Task::id)
                .toList();
    }

    private static boolean hasOutput(Task task) {
        var status = task.status();
        return task.plan().value().nodeId() != null
                && status != null
                && !task.state().before(TaskState.RUNNING)
                && status.value().container() != null;
    }
}
