package io.skep.scheduler.engine.internal.rebalance;

import io.skep.model.Freshness;
import io.skep.model.Node;
import io.skep.model.NodeState;
import io.skep.model.Service;
import io.skep.model.Slot;
import io.skep.model.Task;
import io.skep.model.TaskState;
import io.skep.model.spec.ServiceMode;
import io.skep.planner.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Whether a service and the nodes are calm enough for tasks to move. */
final class Rest {

    /** So long a task must have run, and a node must have been as it is. */
    static final Duration CALM = Duration.ofSeconds(10);

    private static final Duration SPARED = Duration.ofMinutes(5);
    private static final long NEVER = Long.MAX_VALUE;

    private final Turn turn;
    private final Service service;
    private final Freshness freshness;
    private final List<Slot> slots;

    Rest(Turn turn, Service service) {
        this.turn = turn;
        this.service = service;
        this.freshness = new Freshness(service, turn.view());
        this.slots = Slot.numbered(turn.view().tasksOf(service.id()));
    }

    /** Whether its kind of service has tasks that may be anywhere and go on for ever. */
    static boolean mayMove(Service service) {
        return service.inForce().mode() instanceof ServiceMode.Replicated;
    }

    /** The service. */
    Service service() {
        return service;
    }

    /** Its slots, lowest first. */
    List<Slot> slots() {
        return slots;
    }

    /**
     * How many slots are on the move, or were a moment ago; no move fits beside anything else that
     * goes on. Looks again when time alone will change that.
     */
    long busy() {
        var live = slots.stream().filter(slot -> !slot.live().isEmpty()).toList();
        if (!service.updateOver()
                || live.size() != replicas()
                || !live.stream().allMatch(this::up)) {
            return NEVER;
        }
        if (slots.stream().flatMap(slot -> slot.tasks().stream()).anyMatch(this::sparedFor)) {
            return NEVER;
        }
        return live.stream().filter(this::busy).count();
    }

    /** Whether something is known of a node for long enough to send tasks to it. */
    boolean calm(Node node) {
        var status = node.status();
        return status != null
                && after(status.updatedAt(), CALM)
                && after(node.spec().updatedAt(), CALM);
    }

    private long replicas() {
        return service.inForce().mode() instanceof ServiceMode.Replicated replicated
                ? replicated.replicas()
                : NEVER;
    }

    /** Whether a task of the slot runs, as it is wanted, and nothing but a move is under way. */
    private boolean up(Slot slot) {
        var live = slot.live();
        return (live.size() == 1 || slot.moves())
                && live.get(0).state() == TaskState.RUNNING
                && live.get(0).desired() == TaskState.RUNNING
                && live.stream().allMatch(freshness::fresh);
    }

    private boolean busy(Slot slot) {
        return slot.moves()
                || slot.tasks().stream().anyMatch(this::stopping)
                || !after(slot.live().get(0).since(), CALM);
    }

    private boolean stopping(Task task) {
        var node = task.plan().value().nodeId();
        return !task.wanted()
                && !task.terminal()
                && node != null
                && turn.view()
                        .nodes()
                        .get(node)
                        .filter(there -> there.state() != NodeState.DOWN)
                        .isPresent();
    }

    /** One that moved and failed: what failed once may fail again. */
    private boolean sparedFor(Task task) {
        var plan = task.plan().value();
        return plan.origin().moved()
                && plan.specVersion() == service.versionInForce()
                && (task.state() == TaskState.FAILED || task.state() == TaskState.REJECTED)
                && !after(task.since(), SPARED);
    }

    private boolean after(Instant began, Duration time) {
        var end = began.plus(time);
        if (end.isAfter(turn.now())) {
            turn.wakeAt(end, service.id());
            return false;
        }
        return true;
    }
}
