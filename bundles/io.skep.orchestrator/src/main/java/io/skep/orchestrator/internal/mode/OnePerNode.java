package io.skep.orchestrator.internal.mode;

import io.skep.model.Constraint;
import io.skep.model.Node;
import io.skep.model.Service;
import io.skep.model.Slot;
import io.skep.model.Task;
import io.skep.model.spec.Availability;
import io.skep.orchestrator.internal.restart.Places;
import io.skep.orchestrator.internal.restart.Supervisor;
import io.skep.orchestrator.internal.work.Work;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A slot on every node that suits. Source: swarm-behaviour SV-2, ND-4, ND-5; 3, 27 to 31. */
public final class OnePerNode implements Mode {

    private final Work work;
    private final Supervisor supervisor;
    private final List<Constraint> constraints;
    private final NodeSlots slots;

    /** Of a service with these tasks. */
    public OnePerNode(Work work, Service service, List<Task> tasks) {
        this.work = work;
        this.supervisor = new Supervisor(work, service);
        this.constraints = Constraint.all(service.inForce().taskTemplate().placementOrAnywhere());
        this.slots = new NodeSlots(tasks);
    }

    @Override
    public void plan() {
        for (var node : work.view().nodes()) {
            if (work.full()) {
                return;
            }
            plan(node, slots.take(node.id()));
        }
        slots.rest().forEach(slot -> slot.tasks().forEach(work::forget));
    }

    private void plan(Node node, @Nullable Slot slot) {
        if (Places.refuses(node) || !constraints.stream().allMatch(c -> c.matches(node))) {
            if (slot != null) {
                slot.live().forEach(work::stop);
            }
        } else if (node.spec().value().availability() == Availability.PAUSE) {
            if (slot != null) {
                supervisor.windDown(slot);
            }
        } else if (slot != null && supervisor.taken(slot)) {
            supervisor.tend(slot);
        } else {
            work.create(supervisor.fresh(Slot.on(node.id())));
        }
    }
}
