package io.skep.scheduler.spi;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Chooses nodes for a group of equal tasks.
 *
 * <p>SCH-1: pure and deterministic. SCH-2: only given candidates. SCH-3: at most one placement per
 * task. SCH-4: never more tasks on a candidate than its room. SCH-5: it may place fewer than asked.
 */
@ConsumerType
@FunctionalInterface
public interface SchedulingStrategy {

    /**
     * Places tasks.
     *
     * @param group what to place
     * @param candidates nodes that passed every filter and have room for at least one, in id order
     * @return placements of tasks of the group, in the group's order
     */
    List<Placement> place(TaskGroup group, List<Candidate> candidates);
}
