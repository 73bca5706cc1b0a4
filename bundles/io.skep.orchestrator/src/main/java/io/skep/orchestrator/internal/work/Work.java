package io.skep.orchestrator.internal.work;

import io.skep.model.ServiceId;
import io.skep.model.Task;
import io.skep.model.TaskPlan;
import io.skep.model.TaskState;
import io.skep.model.View;
import io.skep.planner.Turn;
import java.time.Instant;

/**
 * What is decided about one service in one turn, and how much more may be (PLN-4).
 *
 * <p>The bound grows with the service: a turn has to look at all its tasks anyway, and so a service
 * grows by steps of a quarter instead of by steps of equal size, which would be quadratic.
 */
public final class Work {

    private static final int LEAST = 10_000;
    private static final int SHARE = 4;

    private final Turn turn;
    private final ServiceId service;
    private long left;

    /** For a service with that many tasks. */
    public Work(Turn turn, ServiceId service, int tasks) {
        this.turn = turn;
        this.service = service;
        this.left = Math.max(LEAST, tasks / SHARE);
    }

    /** The state with what was decided. */
    public View view() {
        return turn.view();
    }

    /** The moment of the turn. */
    public Instant now() {
        return turn.now();
    }

    /** Whether enough was decided; the rest is left for the next turn. */
    public boolean full() {
        if (left > 0) {
            return false;
        }
        again();
        return true;
    }

    /** Makes a task. */
    public void create(TaskPlan plan) {
        left--;
        turn.put(turn.newTask(), plan);
    }

    /** Changes a task; without effect when it is so already. */
    public void put(Task task, TaskPlan plan) {
        if (!plan.equals(task.plan().value())) {
            left--;
            turn.put(task.id(), plan);
        }
    }

    /** Stops a task and keeps it as history. */
    public void stop(Task task) {
        if (!task.desired().after(TaskState.COMPLETE)) {
            put(task, task.stopped(now()));
        }
    }

    /** Stops a task and forgets it. */
    public void forget(Task task) {
        put(task, task.forgotten());
    }

    /** Removes a task. */
    public void remove(Task task) {
        left--;
        turn.remove(task.id());
    }

    /** Looks at the service again at that moment. */
    public void wakeAt(Instant moment) {
        turn.wakeAt(moment, service);
    }

    /** Looks at the service again in the next turn. */
    public void again() {
        turn.again(service);
    }
}
