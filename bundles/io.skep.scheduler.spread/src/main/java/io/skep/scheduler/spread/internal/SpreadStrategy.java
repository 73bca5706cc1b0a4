package io.skep.scheduler.spread.internal;

import io.skep.lifecycle.PlugName;
import io.skep.scheduler.spi.Candidate;
import io.skep.scheduler.spi.Placement;
import io.skep.scheduler.spi.Ranking;
import io.skep.scheduler.spi.SchedulingStrategy;
import io.skep.scheduler.spi.TaskGroup;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.osgi.service.component.annotations.Component;

/**
 * Places each task of a group on the candidate that runs the fewest tasks of the same service.
 *
 * <p>Pure: no clock, no I/O, nothing kept between calls. Candidates on which the service failed
 * five times or more within five minutes come last, those with the most failures at the very end.
 * Ties fall to the candidate with fewer tasks in all, then to the lower node id. Source:
 * swarm-behaviour SC-6 to SC-8.
 */
@Component(name = "io.skep.scheduler.spread")
@PlugName("spread")
public final class SpreadStrategy implements SchedulingStrategy, Ranking {

    private static final int FAULTY = 5;

    @Override
    public List<Placement> place(TaskGroup group, List<Candidate> candidates) {
        var nodes = new PriorityQueue<>(ranking().thenComparing(Candidate::node));
        nodes.addAll(candidates);
        var placements = new ArrayList<Placement>(group.tasks().size());
        for (var task : group.tasks()) {
            var best = nodes.poll();
            if (best == null) {
                return placements;
            }
            placements.add(new Placement(task, best.node()));
            if (best.room() > 1) {
                nodes.add(best.taking(group.need()));
            }
        }
        return placements;
    }

    @Override
    public Comparator<Candidate> ranking() {
        return SpreadStrategy::compare;
    }

    private static int compare(Candidate a, Candidate b) {
        int byFaults = Integer.compare(faults(a), faults(b));
        if (byFaults != 0) {
            return byFaults;
        }
        int byService = Integer.compare(a.tasksOfService(), b.tasksOfService());
        return byService != 0 ? byService : Integer.compare(a.tasks(), b.tasks());
    }

    /** Fewer than five failures have no influence at all. */
    private static int faults(Candidate candidate) {
        return candidate.recentFailures() < FAULTY ? 0 : candidate.recentFailures();
    }
}
