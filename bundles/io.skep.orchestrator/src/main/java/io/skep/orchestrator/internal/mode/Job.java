package io.skep.orchestrator.internal.mode;

import io.skep.model.Service;
import io.skep.model.Slot;
import io.skep.model.Task;
import io.skep.model.TaskState;
import io.skep.model.spec.ServiceMode.ReplicatedJob;
import io.skep.orchestrator.internal.restart.Supervisor;
import io.skep.orchestrator.internal.work.Work;
import java.util.List;
import java.util.TreeSet;

/**
 * A number of slots that each have to complete once. Source: swarm-behaviour JB-2 to JB-6.
 *
 * <p>A slot whose last task failed and may not be restarted is given up: it is not filled again in
 * this iteration, so a hopeless job ends (swarm-behaviour 3, number 105, decided this way).
 */
public final class Job implements Mode {

    private final Work work;
    private final Supervisor supervisor;
    private final ReplicatedJob wanted;
    private final List<Slot> slots;

    /** Of a service with these tasks. */
    public Job(Work work, Service service, ReplicatedJob wanted, List<Task> tasks) {
        this.work = work;
        this.supervisor = new Supervisor(work, service);
        this.wanted = wanted;
        this.slots = Slot.numbered(new Iterations(work, service).current(tasks));
    }

    @Override
    public void plan() {
        long live = 0;
        var used = new TreeSet<Integer>();
        for (var slot : slots) {
            if (completed(slot)) {
                used.add(slot.number());
            } else if (supervisor.taken(slot)) {
                used.add(slot.number());
                live += slot.tasks().stream().anyMatch(Task::wanted) ? 1 : 0;
                supervisor.tend(slot);
            }
        }
        // JB-4; counted so that nothing can fall below zero
        var missing =
                Math.min(wanted.maxConcurrent() - live, wanted.totalCompletions() - used.size());
        fill(missing, used);
    }

    static boolean completed(Slot slot) {
        return slot.tasks().stream().anyMatch(task -> task.state() == TaskState.COMPLETE);
    }

    // JB-3
    private void fill(long missing, TreeSet<Integer> used) {
        int number = 0;
        for (long left = missing; left > 0 && !work.full(); left--) {
            while (used.contains(number)) {
                number++;
            }
            work.create(supervisor.fresh(Slot.numbered(number)));
            number++;
        }
    }
}
