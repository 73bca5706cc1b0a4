package io.skep.orchestrator.internal.node;

import io.skep.model.Constraint;
import io.skep.model.Node;
import io.skep.model.Service;
import io.skep.model.ServiceId;
import io.skep.model.Task;
import io.skep.model.TaskState;
import io.skep.model.spec.Availability;
import io.skep.planner.Turn;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Rejects tasks whose node changed so that it no longer suits them; they are then restarted like
 * any that failed. Source: swarm-behaviour EN-1; 3, numbers 32 to 34.
 */
public final class Enforcer {

    private static final String MESSAGE = "task rejected by constraint enforcer";
    private static final String ERROR = "assigned node no longer meets constraints";

    private final Turn turn;
    private final Map<ServiceId, List<Constraint>> known = new TreeMap<>();

    /** For one turn. */
    public Enforcer(Turn turn) {
        this.turn = turn;
    }

    /** Looks at the nodes that changed. */
    public void enforce() {
        for (var id : turn.nodes()) {
            turn.view()
                    .nodes()
                    .get(id)
                    .filter(node -> node.spec().value().availability() == Availability.ACTIVE)
                    .ifPresent(this::enforce);
        }
    }

    private void enforce(Node node) {
        var capacity = new Capacity(node);
        for (var task : turn.view().tasksOn(node.id())) {
            if (bound(task) && (!allowed(task, node) || !capacity.holds(task))) {
                var plan = task.plan().value();
                turn.put(task.id(), plan.withPhase(TaskState.REJECTED, turn.now(), MESSAGE, ERROR));
            }
        }
    }

    // one that waits for its preassigned node is the scheduler's
    private static boolean bound(Task task) {
        return task.wanted() && !task.terminal() && !task.state().before(TaskState.ASSIGNED);
    }

    private boolean allowed(Task task, Node node) {
        return constraints(task).stream().allMatch(constraint -> constraint.matches(node));
    }

    // the service's: they may have changed without a new task. While an update is under way, what
    // does not suit the new ones is the updater's, a few at a time
    private List<Constraint> constraints(Task task) {
        var id = task.plan().value().serviceId();
        var over = turn.view().services().get(id).filter(Service::updateOver);
        return over.isEmpty()
                ? Constraint.all(task.plan().value().spec().placementOrAnywhere())
                : known.computeIfAbsent(id, any -> constraints(over.get()));
    }

    private static List<Constraint> constraints(Service service) {
        return Constraint.all(service.inForce().taskTemplate().placementOrAnywhere());
    }
}
