package io.skep.scheduler.spi;

import java.util.Comparator;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Ability of a {@link SchedulingStrategy} that takes the best candidate for one task after another:
 * it says which of two candidates is better. The host may then keep nodes in order from group to
 * group instead of showing all candidates for each, which is much faster on large clusters.
 *
 * <p>SCH-6: {@link SchedulingStrategy#place} answers the same as taking, for each task in order,
 * the best candidate that has room, the lower node id where two are equal, and {@linkplain
 * Candidate#taking counting} the task on it.
 */
@ConsumerType
public interface Ranking {

    /**
     * Orders candidates, the best one first. Depends on the two candidates alone; may find two of
     * them equal.
     */
    Comparator<Candidate> ranking();
}
