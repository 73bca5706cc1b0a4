package io.skep.scheduler.spread.internal;

import static java.util.Comparator.comparingInt;

import io.skep.lifecycle.PlugName;
import io.skep.scheduler.spi.Candidate;
import io.skep.scheduler.spi.Placement;
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
public final class SpreadStrategy implements SchedulingStrategy {

    private static final int FAULTY = 5;

    private static final Comparator<Candidate> LEAST_LOADED =
            comparingInt(SpreadStrategy::faults)
                    .thenComparingInt(Candidate::tasksOfService)
                    .thenComparingInt(Candidate::tasks)
                    .thenComparing(Candidate::node);

    @Override
    public List<Placement> place(TaskGroup group, List<Candidate> candidates) {
        var nodes = new PriorityQueue<>(LEAST_LOADED);
        nodes.addAll(candidates);
        var placements = new ArrayList<Placement>(group.tasks().size());
        for (var task : group.tasks()) {
            var best = nodes.poll();
            if (best == null) {
                return placements;
            }
            placements.add(new Placement(task, best.node()));
            if (best.room() > 1) {
                nodes.add(withOneMore(best));
            }
        }
        return placements;
    }

    /** Fewer than five failures have no influence at all. */
    private static int faults(Candidate candidate) {
        return candidate.recentFailures() < FAULTY ? 0 : candidate.recentFailures();
    }

    private static Candidate withOneMore(Candidate before) {
        return new Candidate(
                before.node(),
                before.tasksOfService() + 1,
                before.tasks() + 1,
                before.recentFailures(),
                before.room() - 1,
                before.free(),
                before.total());
    }
}
