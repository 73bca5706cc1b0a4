package io.skep.scheduler.binpack.internal;

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
 * Places each task of a group on the fullest candidate, so that few nodes carry much and the others
 * can be taken away.
 *
 * <p>Pure: no clock, no I/O, nothing kept between calls. Fullest is the one with the largest
 * reserved shares of CPU and memory; ties fall to the candidate with more tasks, then to the lower
 * node id. Candidates on which the service failed five times or more within five minutes come last:
 * swarm-behaviour SC-6, SC-7.
 */
@Component(name = "io.skep.scheduler.binpack")
@PlugName("binpack")
public final class BinpackStrategy implements SchedulingStrategy, Ranking {

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
        return BinpackStrategy::compare;
    }

    private static int compare(Candidate a, Candidate b) {
        int byFaults = Integer.compare(faults(a), faults(b));
        if (byFaults != 0) {
            return byFaults;
        }
        int byShare = Double.compare(reserved(b), reserved(a));
        return byShare != 0 ? byShare : Integer.compare(b.tasks(), a.tasks());
    }

    /** Fewer than five failures have no influence at all. */
    private static int faults(Candidate candidate) {
        return candidate.recentFailures() < FAULTY ? 0 : candidate.recentFailures();
    }

    /** Reserved shares of CPU and memory, added: from 0 to 2. */
    private static double reserved(Candidate candidate) {
        var free = candidate.free();
        var total = candidate.total();
        return share(free.nanoCpus(), total.nanoCpus())
                + share(free.memoryBytes(), total.memoryBytes());
    }

    private static double share(long free, long total) {
        return total == 0 ? 0 : (total - free) / (double) total;
    }
}
