package io.skep.updater.internal.slot;

import io.skep.model.NodeState;
import io.skep.model.Origin;
import io.skep.model.Service;
import io.skep.model.Slot;
import io.skep.model.Task;
import io.skep.model.TaskPlan;
import io.skep.model.TaskState;
import io.skep.model.View;
import io.skep.model.spec.TaskDefaults;
import io.skep.planner.Turn;
import java.util.List;

/** Puts a new task in the place of old ones. Source: swarm-behaviour UP-7. */
public final class Swap {

    private final Turn turn;
    private final Service service;
    private final TaskDefaults defaults;

    /** For the wish in force of a service. */
    public Swap(Turn turn, Service service) {
        this.turn = turn;
        this.service = service;
        this.defaults =
                turn.view()
                        .cluster()
                        .map(cluster -> cluster.spec().value().taskDefaults())
                        .orElse(new TaskDefaults(null));
    }

    /** Starts a new task beside the old ones. */
    public void startFirst(Place place) {
        turn.put(turn.newTask(), fresh(place.slot()));
    }

    /** Stops the old tasks; the new one starts when they have stopped. */
    public void stopFirst(Place place) {
        stop(place.live());
        var plan = fresh(place.slot());
        turn.put(turn.newTask(), quiet(place.slot()) ? plan : plan.waiting());
    }

    /** Stops tasks. */
    public void stop(List<Task> tasks) {
        for (var task : tasks) {
            turn.view().tasks().get(task.id()).ifPresent(this::stop);
        }
    }

    private void stop(Task task) {
        turn.put(task.id(), task.stopped(turn.now()));
    }

    private TaskPlan fresh(Slot slot) {
        var plan = TaskPlan.created(service, slot.number(), slot.node(), defaults, turn.now());
        return plan.withOrigin(plan.origin().replacing(Origin.updateOf(service)));
    }

    private boolean quiet(Slot slot) {
        return slot.tasks().stream().allMatch(task -> quiet(task, turn.view()));
    }

    // RS-3
    private static boolean quiet(Task task, View view) {
        var node = task.plan().value().nodeId();
        return task.terminal()
                || task.state().before(TaskState.ASSIGNED)
                || node == null
                || view.nodes()
                        .get(node)
                        .map(there -> there.state() == NodeState.DOWN)
                        .orElse(true);
    }
}
