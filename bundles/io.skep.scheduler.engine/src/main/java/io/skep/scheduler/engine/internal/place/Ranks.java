package io.skep.scheduler.engine.internal.place;

import io.skep.model.NodeId;
import io.skep.scheduler.engine.internal.filter.Checklist;
import io.skep.scheduler.engine.internal.fleet.Fleet;
import io.skep.scheduler.engine.internal.fleet.Label;
import io.skep.scheduler.engine.internal.fleet.NodeLoad;
import io.skep.scheduler.engine.internal.fleet.ServiceLoad;
import io.skep.scheduler.spi.Candidate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The nodes that can take one task, in the order in which they would be taken. */
public final class Ranks {

    private final Fleet fleet;
    private final Checklist checklist;
    private final ServiceLoad service;
    private final Map<NodeId, Integer> failures;

    /**
     * Ranks for one task.
     *
     * @param fleet what is on the nodes, without the task
     * @param checklist what it needs
     * @param service where the other tasks of its service are
     * @param failures recent ones of its service, by node
     */
    public Ranks(
            Fleet fleet, Checklist checklist, ServiceLoad service, Map<NodeId, Integer> failures) {
        this.fleet = fleet;
        this.checklist = checklist;
        this.service = service;
        this.failures = failures;
    }

    /** The best node first; what is spread over labels goes before the strategy's order. */
    public List<Candidate> by(Comparator<Candidate> strategy) {
        var candidates = new ArrayList<Candidate>();
        for (var node : fleet.nodes()) {
            if (checklist.accepts(node, service.on(node))) {
                candidates.add(candidate(node));
            }
        }
        candidates.sort(branches(true).thenComparing(strategy).thenComparing(Candidate::node));
        return candidates;
    }

    /** How nodes compare by what is on them alone: branches with as many tasks are equal. */
    public Comparator<Candidate> order(Comparator<Candidate> strategy) {
        return branches(false).thenComparing(strategy);
    }

    /** What a node is to the task, whether it can take it or not. */
    public Candidate candidate(NodeLoad node) {
        int there = service.on(node);
        return new Candidate(
                node.id(),
                there,
                node.tasks(),
                failures.getOrDefault(node.id(), 0),
                checklist.room(node, there),
                node.free(),
                node.total());
    }

    /** The emptiest branch first, level by level; ties in label order if they are to be told. */
    private Comparator<Candidate> branches(boolean named) {
        Comparator<Candidate> order = (one, other) -> 0;
        var level = new HashMap<NodeId, List<String>>();
        fleet.nodes().forEach(node -> level.put(node.id(), List.of()));
        for (var label : checklist.need().spread()) {
            fleet.nodes().forEach(node -> level.merge(node.id(), of(node, label), Ranks::joined));
            var branch = Map.copyOf(level);
            order = order.thenComparing(totals(branch));
            if (named) {
                order = order.thenComparing(node -> String.join("\0", branch.get(node.node())));
            }
        }
        return order;
    }

    private Comparator<Candidate> totals(Map<NodeId, List<String>> branch) {
        var totals = new HashMap<List<String>, Integer>(); // asked, never iterated
        fleet.nodes()
                .forEach(
                        node ->
                                totals.merge(
                                        branch.get(node.id()), service.on(node), Integer::sum));
        return Comparator.comparing(node -> totals.get(branch.get(node.node())));
    }

    private static List<String> of(NodeLoad node, String label) {
        return List.of(Label.of(node.node(), label));
    }

    private static List<String> joined(List<String> path, List<String> next) {
        var longer = new ArrayList<>(path);
        longer.addAll(next);
        return List.copyOf(longer);
    }
}
