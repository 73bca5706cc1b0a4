package io.skep.tck.scheduler;

import io.skep.scheduler.spi.Candidate;
import io.skep.scheduler.spi.Placement;
import io.skep.scheduler.spi.Ranking;
import io.skep.scheduler.spi.SchedulingStrategy;
import io.skep.scheduler.spi.TaskGroup;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** A good strategy that others are made from by breaking one thing. */
class Fewest implements SchedulingStrategy, Ranking {

    @Override
    public List<Placement> place(TaskGroup group, List<Candidate> candidates) {
        var nodes = new PriorityQueue<>(order().thenComparing(Candidate::node));
        nodes.addAll(candidates);
        var placements = new ArrayList<Placement>();
        for (var task : group.tasks()) {
            var best = nodes.poll();
            if (best != null) {
                placements.add(new Placement(task, best.node()));
                var next = best.taking(group.need());
                if (next.room() > 0) {
                    nodes.add(next);
                }
            }
        }
        return placements;
    }

    @Override
    public Comparator<Candidate> ranking() {
        return order();
    }

    private static Comparator<Candidate> order() {
        return Comparator.comparingInt(Candidate::tasks);
    }
}
