package io.skep.scheduler.engine.internal.place;

import io.skep.scheduler.engine.internal.fleet.NodeLoad;
import io.skep.scheduler.engine.internal.strategy.Guard;
import io.skep.scheduler.spi.Candidate;
import io.skep.scheduler.spi.TaskGroup;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Shows a strategy the candidates of each branch and lets it choose. */
final class ByList implements Placer {

    private final Pool pool;
    private final Guard guard;
    private final Decisions decisions;

    ByList(Pool pool, Guard guard, Decisions decisions) {
        this.pool = pool;
        this.guard = guard;
        this.decisions = decisions;
    }

    @Override
    public String place(Attempt attempt) {
        var faults = new ArrayList<String>();
        int wanted = attempt.left().size();
        if (pool.need().spread().isEmpty()) {
            ask(attempt, pool.nodes(), wanted, faults);
        } else {
            Branch.over(pool.nodes(), pool.need().spread(), attempt.service())
                    .place(
                            wanted,
                            (nodes, share) ->
                                    faults.isEmpty() ? ask(attempt, nodes, share, faults) : 0);
        }
        return String.join("; ", faults);
    }

    private int ask(Attempt attempt, List<NodeLoad> nodes, int wanted, List<String> faults) {
        var candidates = new ArrayList<Candidate>();
        for (var node : nodes) {
            pool.offer(node, attempt).ifPresent(candidates::add);
        }
        if (candidates.isEmpty()) {
            return 0;
        }
        var group = new TaskGroup(attempt.first(wanted), pool.need().resources());
        var answer = guard.place(group, Collections.unmodifiableList(candidates));
        if (!answer.fault().isEmpty()) {
            faults.add(answer.fault());
        }
        for (var placement : answer.placements()) {
            var node = decisions.find(placement.node()).orElseThrow();
            decisions.assign(attempt.take(placement.task()), pool.need(), node);
            pool.refresh(node);
        }
        return answer.placements().size();
    }
}
