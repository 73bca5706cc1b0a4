package io.skep.orchestrator.internal.node;

import io.skep.model.Task;
import io.skep.model.TaskState;
import io.skep.orchestrator.internal.work.Work;
import java.util.List;

/**
 * Ends the tasks of nodes that were removed: nobody will ever report of them again. Source:
 * swarm-behaviour ND-9.
 */
public final class Orphans {

    private static final String MESSAGE = "Task belonged to a node that has been deleted";

    private Orphans() {}

    /** Ends those among these tasks; returns whether there were any. */
    public static boolean end(Work work, List<Task> tasks) {
        boolean any = false;
        for (var task : tasks) {
            if (work.full()) {
                return any;
            }
            var node = task.plan().value().nodeId();
            if (node != null && !task.terminal() && work.view().nodes().get(node).isEmpty()) {
                var plan = task.plan().value();
                work.put(task, plan.withPhase(TaskState.ORPHANED, work.now(), MESSAGE, ""));
                any = true;
            }
        }
        return any;
    }
}
