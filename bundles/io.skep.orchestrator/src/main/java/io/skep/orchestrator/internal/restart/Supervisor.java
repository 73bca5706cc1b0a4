package io.skep.orchestrator.internal.restart;

import io.skep.model.Service;
import io.skep.model.Slot;
import io.skep.model.Task;
import io.skep.model.TaskPlan;
import io.skep.model.TaskState;
import io.skep.model.spec.TaskDefaults;
import io.skep.orchestrator.internal.work.Work;
import java.time.Duration;
import java.time.Instant;

/**
 * Replaces the tasks of a service that ended or lost their node, and lets replacements start when
 * their time has come. Source: swarm-behaviour 1.6.
 */
public final class Supervisor {

    private static final Duration WAIT_FOR_OLD_TASK = Duration.ofMinutes(1);

    private final Work work;
    private final Service service;
    private final Places places;
    private final TaskDefaults defaults;

    /** For one service in one turn. */
    public Supervisor(Work work, Service service) {
        this.work = work;
        this.service = service;
        this.places = new Places(work.view());
        this.defaults =
                work.view()
                        .cluster()
                        .map(cluster -> cluster.spec().value().taskDefaults())
                        .orElse(new TaskDefaults(null));
    }

    /** The plan of a new task in a slot, wanted at once. */
    public TaskPlan fresh(Slot slot) {
        return TaskPlan.created(service, slot.number(), slot.node(), defaults, work.now());
    }

    /** Restarts what ended in a slot, starts what has waited long enough. */
    public void tend(Slot slot) {
        for (var task : slot.live()) {
            if (!work.full() && !waits(slot, task)) {
                tend(slot, task);
            }
        }
    }

    /** Starts what has waited long enough, and stops what ended: no replacements here. */
    public void windDown(Slot slot) {
        for (var task : slot.live()) {
            if (ended(task)) {
                work.stop(task);
            } else if (!waits(slot, task)) {
                start(task);
            }
        }
    }

    /**
     * Whether a slot is taken: something is wanted in it, or what ran last must not be restarted
     * (RS-9). A rollback fills slots of the second kind again, once.
     */
    public boolean taken(Slot slot) {
        var newest = slot.newest();
        return slot.tasks().stream().anyMatch(Task::wanted)
                || newest.desired() != TaskState.REMOVE
                        && !refilledByRollback(newest)
                        && !mayRestart(slot, newest);
    }

    /** Whether an ended task may be replaced. */
    private boolean mayRestart(Slot slot, Task ended) {
        var policy = new Policy(ended);
        return service.spec().mode().job() ? policy.allowsJob(slot) : policy.allowsService(slot);
    }

    private boolean refilledByRollback(Task newest) {
        var began =
                service.updateStatus()
                        .filter(update -> update.rollingBack())
                        .map(update -> update.startedAt());
        return began.isPresent()
                && (newest.plan().value().specVersion() != service.versionInForce()
                        || newest.plan().createdAt().isBefore(began.get()));
    }

    private void tend(Slot slot, Task task) {
        if (!ended(task)) {
            start(task);
        } else if (slot.moves() && slot.live().stream().anyMatch(other -> !ended(other))) {
            work.stop(task); // the other one is there for it
        } else {
            restart(slot, task);
        }
    }

    private boolean ended(Task task) {
        return task.terminal() && task.state() != TaskState.COMPLETE
                || task.state() == TaskState.COMPLETE && !service.spec().mode().job()
                || places.lost(task) && !task.terminal();
    }

    // RS-5: one that ended within its own delay is replaced when that is over
    private boolean waits(Slot slot, Task task) {
        if (task.desired() != TaskState.READY) {
            return false;
        }
        var due = due(slot, task);
        if (work.now().isBefore(due)) {
            work.wakeAt(due);
            return true;
        }
        return false;
    }

    // RS-2, RS-3
    private Instant due(Slot slot, Task task) {
        var plan = task.plan();
        var after = plan.value().startAfter();
        var earliest = after == null ? Instant.EPOCH : after;
        var latest = plan.createdAt().plus(WAIT_FOR_OLD_TASK);
        return latest.isBefore(earliest) || allQuiet(slot, task) ? earliest : latest;
    }

    private boolean allQuiet(Slot slot, Task waiting) {
        return slot.tasks().stream()
                .filter(other -> !other.wanted() && !other.id().equals(waiting.id()))
                .allMatch(places::quiet);
    }

    private void start(Task task) {
        if (task.desired() == TaskState.READY) {
            work.put(task, task.plan().value().withDesired(running()));
        }
    }

    private TaskState running() {
        return service.spec().mode().job() ? TaskState.COMPLETE : TaskState.RUNNING;
    }

    private void restart(Slot slot, Task ended) {
        work.stop(ended);
        if (!mayRestart(slot, ended)) {
            work.again(); // what else is in the slot decides whether it is taken now
            return;
        }
        var start = work.now().plus(delay(slot, ended));
        var replacement = fresh(slot).delayed(start);
        var atOnce = !start.isAfter(work.now()) && places.quiet(ended) && allQuiet(slot, ended);
        work.create(atOnce ? replacement.withDesired(running()) : replacement);
    }

    /**
     * How long the replacement waits. The default delay is there for tasks that end again and
     * again, so one that only lost its node does not wait for it: other than RS-4, on purpose. A
     * delay that somebody chose counts for a node that is down too.
     */
    private Duration delay(Slot slot, Task ended) {
        var policy = new Policy(ended);
        var blameless = !ended.terminal() && policy.hasDefaultDelay();
        return blameless || places.drained(ended) ? Duration.ZERO : policy.delay(slot);
    }
}
