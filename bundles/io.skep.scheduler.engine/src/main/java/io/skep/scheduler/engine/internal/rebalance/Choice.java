package io.skep.scheduler.engine.internal.rebalance;

import io.skep.model.Node;
import io.skep.model.NodeId;
import io.skep.model.Service;
import io.skep.model.Slot;
import io.skep.model.Task;
import io.skep.model.TaskId;
import io.skep.planner.Turn;
import io.skep.scheduler.engine.internal.filter.Checklist;
import io.skep.scheduler.engine.internal.fleet.Fleet;
import io.skep.scheduler.engine.internal.fleet.Need;
import io.skep.scheduler.engine.internal.place.Ranks;
import io.skep.scheduler.engine.internal.strategy.Guard.Misbehaved;
import io.skep.scheduler.spi.Candidate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Which task should be elsewhere: one of the node that ranks last among those that have any. It
 * goes to the node that ranks first for it, if that ranks before its own as if it were on neither.
 * So what moved has no reason to move back.
 */
final class Choice {

    private final Turn turn;
    private final Service service;
    private final Rest rest;
    private final Map<NodeId, Integer> failed;
    private final Set<TaskId> leaving;
    private final TreeMap<NodeId, Slot> still = new TreeMap<>();

    /**
     * Among the tasks of a service.
     *
     * @param leaving tasks of all services whose places others are to take
     * @param failed its recent failures, by node
     */
    Choice(Turn turn, Rest rest, Set<TaskId> leaving, Map<NodeId, Integer> failed) {
        this.turn = turn;
        this.service = rest.service();
        this.leaving = leaving;
        this.rest = rest;
        this.failed = failed;
        for (var slot : rest.slots()) {
            var live = slot.live();
            if (live.size() == 1) {
                node(live.get(0))
                        .filter(Node::takesTasks)
                        .ifPresent(on -> still.put(on.id(), slot));
            }
        }
    }

    /** The move that should be made; empty when all is well. */
    Optional<Move> best(Comparator<Candidate> strategy) {
        try {
            return last(strategy).flatMap(slot -> better(slot, strategy));
        } catch (Misbehaved broken) {
            return Optional.empty(); // skep:plug-ls tells of it when it places tasks
        }
    }

    /** The highest slot on the node that ranks last. */
    private Optional<Slot> last(Comparator<Candidate> strategy) {
        if (still.isEmpty()) {
            return Optional.empty();
        }
        var any = still.firstEntry().getValue().live().get(0);
        var fleet = fleet(task -> true);
        var ranks = ranks(fleet, any);
        var order = ranks.order(strategy).thenComparing(Candidate::node);
        return fleet.nodes().stream()
                .filter(node -> still.containsKey(node.id()))
                .map(ranks::candidate)
                .max(order)
                .map(Candidate::node)
                .map(still::get);
    }

    private Optional<Move> better(Slot slot, Comparator<Candidate> strategy) {
        var task = slot.live().get(0);
        var fleet = fleet(other -> !other.id().equals(task.id()));
        var ranks = ranks(fleet, task);
        var order = ranks.order(strategy);
        var own =
                fleet.nodes().stream()
                        .filter(node -> node.id().equals(task.plan().value().nodeId()))
                        .map(ranks::candidate)
                        .findFirst();
        return ranks.by(strategy).stream()
                .filter(node -> own.filter(it -> order.compare(node, it) < 0).isPresent())
                .filter(this::calm)
                .min(order.thenComparing(Candidate::node))
                .map(node -> new Move(service, slot, node.node()));
    }

    private boolean calm(Candidate candidate) {
        return turn.view().nodes().get(candidate.node()).filter(rest::calm).isPresent();
    }

    private Fleet fleet(Predicate<Task> some) {
        return Fleet.of(
                turn.view(),
                List.of(service.id()),
                task -> !leaving.contains(task.id()) && some.test(task));
    }

    private Ranks ranks(Fleet fleet, Task task) {
        var checklist = new Checklist(Need.of(task.plan().value(), turn.view()));
        return new Ranks(fleet, checklist, fleet.service(service.id()), failed);
    }

    private Optional<Node> node(Task task) {
        return Optional.ofNullable(task.plan().value().nodeId())
                .flatMap(id -> turn.view().nodes().get(id));
    }
}
