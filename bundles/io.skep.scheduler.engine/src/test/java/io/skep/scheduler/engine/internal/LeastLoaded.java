package io.skep.scheduler.engine.internal;

import io.skep.scheduler.spi.Candidate;
import io.skep.scheduler.spi.Placement;
import io.skep.scheduler.spi.SchedulingStrategy;
import io.skep.scheduler.spi.TaskGroup;
import java.util.ArrayList;
import java.util.List;

/** Swarm's ranking, written as plainly as can be: the tests' yardstick. */
public final class LeastLoaded implements SchedulingStrategy {

    @Override
    public List<Placement> place(TaskGroup group, List<Candidate> candidates) {
        var left = new ArrayList<>(candidates);
        var placements = new ArrayList<Placement>();
        for (var task : group.tasks()) {
            int best = -1;
            for (int at = 0; at < left.size(); at++) {
                if (left.get(at).room() > 0 && (best < 0 || less(left.get(at), left.get(best)))) {
                    best = at;
                }
            }
            if (best < 0) {
                return placements;
            }
            var chosen = left.get(best);
            placements.add(new Placement(task, chosen.node()));
            left.set(best, chosen.taking(group.need()));
        }
        return placements;
    }

    /** As SC-6 says. */
    private static boolean less(Candidate a, Candidate b) {
        if ((a.recentFailures() >= 5 || b.recentFailures() >= 5)
                && a.recentFailures() != b.recentFailures()) {
            return a.recentFailures() < b.recentFailures();
        }
        return a.tasksOfService() != b.tasksOfService()
                ? a.tasksOfService() < b.tasksOfService()
                : a.tasks() < b.tasks();
    }
}
