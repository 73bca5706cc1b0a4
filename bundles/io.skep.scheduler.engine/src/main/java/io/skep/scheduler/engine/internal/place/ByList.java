package io.skep.scheduler.engine.internal.place;

import io.skep.scheduler.engine.internal.fleet.Fleet;
import io.skep.scheduler.engine.internal.fleet.NodeLoad;
import io.skep.scheduler.engine.internal.strategy.Guard;
import io.skep.scheduler.spi.Candidate;
import io.skep.scheduler.spi.TaskGroup;
import java.util.ArrayList;
import java.util.List;

/** Shows a strategy the candidates of each branch and lets it choose. */
final class ByList implements Placer {

    private final Fleet fleet;
    private final Guard guard;
    private final Decisions decisions;

    ByList(Fleet fleet, Guard guard, Decisions decisions) {
        this.fleet = fleet;
        this.guard = guard;
        this.decisions = decisions;
    }

    @Override
    public String place(Attempt attempt) {
        var faults = new ArrayList<String>();
        Branch.over(fleet.nodes(), attempt.need().spread(), attempt.service())
                .place(
                        attempt.left().size(),
                        (nodes, wanted) ->
                                faults.isEmpty() ? ask(attempt, nodes, wanted, faults) : 0);
        return String.join("; ", faults);
    }

    private int ask(Attempt attempt, List<NodeLoad> nodes, int wanted, List<String> faults) {
        var candidates = new ArrayList<Candidate>();
        nodes.forEach(node -> attempt.candidate(node).ifPresent(candidates::add));
        if (candidates.isEmpty()) {
            return 0;
        }
        var group = new TaskGroup(attempt.first(wanted), attempt.need().resources());
        var answer = guard.place(group, List.copyOf(candidates));
        if (!answer.fault().isEmpty()) {
            faults.add(answer.fault());
        }
        for (var placement : answer.placements()) {
            decisions.assign(
                    attempt.take(placement.task()),
                    attempt.need(),
                    fleet.node(placement.node()).orElseThrow(),
                    guard.strategy().label());
        }
        return answer.placements().size();
    }
}
