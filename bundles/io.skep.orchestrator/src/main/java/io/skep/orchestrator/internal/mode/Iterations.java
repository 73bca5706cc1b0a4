package io.skep.orchestrator.internal.mode;

import io.skep.model.Service;
import io.skep.model.Task;
import io.skep.model.TaskState;
import io.skep.orchestrator.internal.work.Work;
import java.util.ArrayList;
import java.util.List;

/** The iterations of a job. Source: swarm-behaviour JB-6. */
final class Iterations {

    private final Work work;
    private final long current;

    Iterations(Work work, Service service) {
        this.work = work;
        this.current = service.wish().value().jobIteration();
    }

    /** The tasks of the current iteration; those of older ones are ended. */
    List<Task> current(List<Task> tasks) {
        var those = new ArrayList<Task>();
        for (var task : tasks) {
            if (task.plan().value().jobIteration() == current) {
                those.add(task);
            } else {
                end(task);
            }
        }
        return those;
    }

    private void end(Task task) {
        if (!task.terminal()) {
            work.forget(task);
        } else if (task.state() != TaskState.COMPLETE) {
            work.stop(task); // it failed and will not be tried again
        }
    }
}
