package io.skep.scheduler.engine.internal.rebalance;

import io.skep.model.Service;
import io.skep.model.ServiceId;
import io.skep.model.Slot;
import io.skep.model.TaskId;
import io.skep.model.TaskState;
import io.skep.planner.Turn;
import io.skep.scheduler.engine.internal.fleet.Failures;
import io.skep.scheduler.engine.internal.strategy.Guard;
import io.skep.scheduler.spi.Candidate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Brings tasks of services with label {@value #LABEL} to nodes that suit better, a few at a time:
 * the new one runs before the old one is told to stop. The rules are in {@code docs/rebalance.md}.
 *
 * <p>Nothing is remembered: a move is known by its two tasks.
 */
public final class Rebalance {

    /** How many tasks of a service may be on the move at a time; off without it. */
    static final String LABEL = "skep.rebalance";

    private final Turn turn;
    private final Failures failures;
    private final Optional<Comparator<Candidate>> ranking;

    /**
     * For one turn.
     *
     * @param failures recent ones
     * @param guard around the strategy that places
     */
    public Rebalance(Turn turn, Failures failures, Guard guard) {
        this.turn = turn;
        this.failures = failures;
        this.ranking = guard.strategy().gone() ? Optional.empty() : guard.ranking();
    }

    /** Ends moves that have come to their end, and begins others. */
    public void plan() {
        for (var id : turn.services()) {
            var tasks = turn.view().tasksOf(id);
            if (tasks.stream().anyMatch(task -> task.plan().value().origin().moved())) {
                Slot.numbered(tasks).stream().filter(Slot::moves).forEach(this::advance);
            }
        }
        ranking.ifPresent(this::begin);
    }

    // one that runs elsewhere takes the place, one that lost its room to somebody else gives up
    private void advance(Slot slot) {
        var from = slot.live().get(0);
        var to = slot.live().get(1);
        if (to.state() == TaskState.RUNNING) {
            turn.put(from.id(), from.stopped(turn.now()));
        } else if (to.state() == TaskState.PENDING && !to.plan().value().err().isEmpty()) {
            turn.put(to.id(), to.stopped(turn.now()));
        }
    }

    // one in a turn: the next service has to see what is on its way
    private void begin(Comparator<Candidate> order) {
        var services = candidates();
        if (services.isEmpty()) {
            return; // most clusters, and there may be a million tasks
        }
        var leaving = leaving();
        boolean begun = false;
        for (var service : services) {
            if (begun) {
                turn.again(service.id());
            } else {
                begun = begin(service, leaving, order);
            }
        }
    }

    private List<Service> candidates() {
        var all = turn.view().services();
        var some =
                turn.reschedule()
                        ? all.stream()
                        : turn.services().stream().flatMap(id -> all.get(id).stream());
        return some.filter(service -> budget(service) > 0).toList();
    }

    private boolean begin(Service service, Set<TaskId> leaving, Comparator<Candidate> order) {
        var rest = new Rest(turn, service);
        if (rest.busy() >= budget(service)) {
            return false;
        }
        var failed = failures.of(service.id(), service.versionInForce());
        var move = new Choice(turn, rest, leaving, failed).best(order);
        move.ifPresent(it -> it.begin(turn));
        return move.isPresent();
    }

    /** The tasks of all services whose places others are to take. */
    private Set<TaskId> leaving() {
        var moving = new TreeSet<ServiceId>();
        for (var task : turn.view().tasks()) {
            var plan = task.plan().value();
            if (plan.origin().moved() && plan.wanted()) {
                moving.add(plan.serviceId());
            }
        }
        var leaving = new TreeSet<TaskId>();
        for (var service : moving) {
            Slot.numbered(turn.view().tasksOf(service)).stream()
                    .filter(Slot::moves)
                    .forEach(slot -> leaving.add(slot.live().get(0).id()));
        }
        return leaving;
    }

    // what is no number is off
    private static long budget(Service service) {
        var given = service.inForce().labels().getOrDefault(LABEL, "");
        return given.matches("[1-9][0-9]{0,8}") && Rest.mayMove(service)
                ? Long.parseLong(given)
                : 0;
    }
}
