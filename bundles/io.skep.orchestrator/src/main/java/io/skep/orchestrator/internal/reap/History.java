package io.skep.orchestrator.internal.reap;

import io.skep.model.Origin;
import io.skep.model.Service;
import io.skep.model.Slot;
import io.skep.model.Task;
import io.skep.model.TaskState;
import io.skep.orchestrator.internal.work.Work;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps a bounded number of tasks in each slot of a service, the newest. Source: swarm-behaviour
 * EN-3, EN-4, JB-9.
 *
 * <p>The newest of a slot always stays: it is what tells that the slot is taken (RS-9). Those an
 * update under way has made stay too: they are what it counts its failures by.
 */
final class History {

    private final Work work;
    private final Service service;
    private final boolean attemptsCount;
    private final long limit;

    History(Work work, Service service, long retention) {
        var policy = service.inForce().taskTemplate().restartPolicy();
        var attempts = policy == null ? null : policy.maxAttempts();
        this.work = work;
        this.service = service;
        this.attemptsCount = attempts != null && attempts > 0;
        this.limit = attempts != null && attemptsCount ? attempts + 1 : retention;
    }

    void trim(List<Task> tasks) {
        if (limit < 0) {
            return;
        }
        var mode = service.spec().mode();
        var slots = mode.perNode() ? Slot.perNode(tasks) : Slot.numbered(tasks);
        for (var slot : slots) {
            if (slot.tasks().size() > limit && !work.full()) {
                trim(slot);
            }
        }
    }

    private void trim(Slot slot) {
        long surplus = slot.tasks().size() - limit;
        for (var task : ended(slot)) {
            if (surplus-- <= 0) {
                return;
            }
            work.remove(task);
        }
    }

    private List<Task> ended(Slot slot) {
        var ended = new ArrayList<Task>();
        for (var task : candidates(slot)) {
            if (removable(task) && !evidence(task)) {
                ended.add(task);
            }
        }
        return ended;
    }

    // restarts are counted by the newest, also while older ones do not end
    private List<Task> candidates(Slot slot) {
        var size = slot.tasks().size();
        return slot.tasks().subList(0, attemptsCount ? (int) Math.max(0, size - limit) : size - 1);
    }

    private boolean removable(Task task) {
        if (service.spec().mode().job() && task.state() == TaskState.COMPLETE) {
            return false;
        }
        return task.terminal() || !task.wanted() && task.state().before(TaskState.ASSIGNED);
    }

    private boolean evidence(Task task) {
        return task.plan().value().origin().update() == Origin.updateOf(service)
                && task.plan().value().specVersion() == service.versionInForce()
                && service.updateStatus().filter(update -> update.running()).isPresent();
    }
}
