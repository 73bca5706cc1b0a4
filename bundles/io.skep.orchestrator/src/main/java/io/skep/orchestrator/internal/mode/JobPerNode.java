package io.skep.orchestrator.internal.mode;

import io.skep.model.Constraint;
import io.skep.model.Node;
import io.skep.model.Service;
import io.skep.model.Slot;
import io.skep.model.Task;
import io.skep.orchestrator.internal.restart.Places;
import io.skep.orchestrator.internal.restart.Supervisor;
import io.skep.orchestrator.internal.work.Work;
import java.util.List;

/**
 * Every node that suits has to complete once. Source: swarm-behaviour JB-8, JB-11. A node that
 * joins later gets its task when it joins, not at the next event.
 */
public final class JobPerNode implements Mode {

    private final Work work;
    private final Supervisor supervisor;
    private final List<Constraint> constraints;
    private final NodeSlots slots;

    /** Of a service with these tasks. */
    public JobPerNode(Work work, Service service, List<Task> tasks) {
        this.work = work;
        this.supervisor = new Supervisor(work, service);
        this.constraints = Constraint.all(service.inForce().taskTemplate().placementOrAnywhere());
        this.slots = new NodeSlots(new Iterations(work, service).current(tasks));
    }

    @Override
    public void plan() {
        for (var node : work.view().nodes()) {
            if (work.full()) {
                return;
            }
            var slot = slots.take(node.id());
            if (slot != null) {
                tend(node, slot);
            } else if (node.takesTasks() && suits(node)) {
                work.create(supervisor.fresh(Slot.on(node.id())));
            }
        }
        slots.rest().stream().filter(slot -> !Job.completed(slot)).forEach(this::forget);
    }

    private void tend(Node node, Slot slot) {
        if (Job.completed(slot)) {
            return;
        }
        if (Places.refuses(node) || !suits(node)) {
            slot.live().forEach(work::stop);
        } else {
            supervisor.tend(slot);
        }
    }

    private void forget(Slot slot) {
        slot.tasks().forEach(work::forget);
    }

    private boolean suits(Node node) {
        return constraints.stream().allMatch(constraint -> constraint.matches(node));
    }
}
