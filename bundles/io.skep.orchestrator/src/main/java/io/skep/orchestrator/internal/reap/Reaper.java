package io.skep.orchestrator.internal.reap;

import io.skep.model.ServiceId;
import io.skep.model.Task;
import io.skep.model.TaskState;
import io.skep.orchestrator.internal.work.Work;
import io.skep.planner.Turn;
import java.util.ArrayList;

/** Removes the tasks of services that nobody needs any more. Source: swarm-behaviour 1.11. */
public final class Reaper {

    private static final long DEFAULT_RETENTION = 5;

    private final Turn turn;

    /** For one turn. */
    public Reaper(Turn turn) {
        this.turn = turn;
    }

    /** Reaps the tasks of a service, also of one that is gone. */
    public void reap(ServiceId id) {
        var tasks = turn.view().tasksOf(id);
        var work = new Work(turn, id, tasks.size());
        var rest = new ArrayList<Task>(tasks.size());
        for (var task : tasks) {
            if (!forgettable(task)) {
                rest.add(task);
            } else if (!work.full()) {
                work.remove(task);
            }
        }
        turn.view()
                .services()
                .get(id)
                .ifPresent(service -> new History(work, service, retention()).trim(rest));
    }

    // EN-5
    private static boolean forgettable(Task task) {
        return task.desired() == TaskState.REMOVE
                && (task.terminal() || task.state().before(TaskState.ASSIGNED));
    }

    private long retention() {
        return turn.view()
                .cluster()
                .map(cluster -> cluster.spec().value().orchestration().taskHistoryRetentionLimit())
                .orElse(DEFAULT_RETENTION);
    }
}
