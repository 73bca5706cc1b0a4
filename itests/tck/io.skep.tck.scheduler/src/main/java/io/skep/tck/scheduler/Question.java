package io.skep.tck.scheduler;

import io.skep.model.NodeId;
import io.skep.scheduler.spi.Candidate;
import io.skep.scheduler.spi.Placement;
import io.skep.scheduler.spi.SchedulingStrategy;
import io.skep.scheduler.spi.TaskGroup;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a strategy is asked.
 *
 * @param name for failures: the seed it was drawn from
 * @param group to place
 * @param candidates where, in id order
 */
public record Question(String name, TaskGroup group, List<Candidate> candidates) {

    /** Copies the candidates. */
    public Question {
        candidates = List.copyOf(candidates);
    }

    /** What a strategy answers. */
    public List<Placement> to(SchedulingStrategy strategy) {
        return strategy.place(group, candidates);
    }

    /** How many tasks fit on each candidate. */
    public SortedMap<NodeId, Integer> roomByNode() {
        var room = new TreeMap<NodeId, Integer>();
        candidates.forEach(candidate -> room.put(candidate.node(), candidate.room()));
        return room;
    }
}
