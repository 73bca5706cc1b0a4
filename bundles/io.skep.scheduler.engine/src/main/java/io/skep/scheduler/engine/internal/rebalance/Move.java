package io.skep.scheduler.engine.internal.rebalance;

import io.skep.model.NodeId;
import io.skep.model.Origin;
import io.skep.model.Service;
import io.skep.model.Slot;
import io.skep.model.TaskPlan;
import io.skep.model.spec.TaskDefaults;
import io.skep.planner.Turn;

/**
 * A task that is to be elsewhere.
 *
 * @param service whose task
 * @param slot whose only live task moves
 * @param to where to
 */
record Move(Service service, Slot slot, NodeId to) {

    /** Makes a task there; the old one goes on until that runs. Source: swarm-behaviour UP-7. */
    void begin(Turn turn) {
        var defaults =
                turn.view()
                        .cluster()
                        .map(cluster -> cluster.spec().value().taskDefaults())
                        .orElse(new TaskDefaults(null));
        var plan = TaskPlan.created(service, slot.number(), to, defaults, turn.now());
        turn.put(turn.newTask(), plan.withOrigin(plan.origin().replacing(Origin.MOVE)));
        turn.again(service.id());
    }
}
