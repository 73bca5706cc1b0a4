package io.skep.updater.internal.slot;

import io.skep.model.Constraint;
import io.skep.model.Freshness;
import io.skep.model.Node;
import io.skep.model.NodeId;
import io.skep.model.NodeState;
import io.skep.model.Service;
import io.skep.model.Slot;
import io.skep.model.Task;
import io.skep.model.TaskState;
import io.skep.model.View;
import io.skep.model.spec.Availability;
import java.util.ArrayList;
import java.util.List;

/** Which slots of a service are not as its wish in force asks for. Source: UP-2, UP-14. */
public final class Places {

    private final View view;
    private final Service service;
    private final Freshness freshness;
    private final List<Constraint> constraints;

    /** Of a service in a view. */
    public Places(View view, Service service) {
        this.view = view;
        this.service = service;
        this.freshness = new Freshness(service, view);
        this.constraints = Constraint.all(service.inForce().taskTemplate().placementOrAnywhere());
    }

    /** The outdated slots, lowest first. */
    public List<Place> outdated(List<Task> tasks) {
        var perNode = service.inForce().mode().perNode();
        var outdated = new ArrayList<Place>();
        for (var slot : perNode ? Slot.perNode(tasks) : Slot.numbered(tasks)) {
            if (outdated(slot) && (slot.node() == null || open(slot.node()))) {
                var live = slot.live();
                outdated.add(
                        new Place(slot, live, live.stream().filter(freshness::fresh).toList()));
            }
        }
        return outdated;
    }

    private boolean outdated(Slot slot) {
        var live = slot.live();
        if (live.isEmpty()) {
            return endedForGood(slot.newest()) && !freshness.fresh(slot.newest());
        }
        return live.size() > 1 && !slot.moves() || !live.stream().allMatch(freshness::fresh);
    }

    // RS-9; what a rollback finds like this, the orchestrator fills again by itself
    private boolean endedForGood(Task newest) {
        return newest.desired() != TaskState.REMOVE
                && service.updateStatus().filter(update -> update.rollingBack()).isEmpty();
    }

    private boolean open(NodeId id) {
        return view.nodes().get(id).filter(this::open).isPresent();
    }

    private boolean open(Node node) {
        return node.state() != NodeState.DOWN
                && node.spec().value().availability() == Availability.ACTIVE
                && constraints.stream().allMatch(constraint -> constraint.matches(node));
    }
}
