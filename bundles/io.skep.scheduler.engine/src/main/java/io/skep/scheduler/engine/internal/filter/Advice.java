package io.skep.scheduler.engine.internal.filter;

import io.skep.control.Remedy;
import java.util.Comparator;

/**
 * What would let a node take a task, and how much that asks of people.
 *
 * @param remedy the changes
 * @param effort compared with others only
 */
public record Advice(Remedy remedy, int effort) {

    /** The smallest first. */
    public static final Comparator<Advice> SMALLEST =
            Comparator.comparingInt(Advice::effort)
                    .thenComparing(advice -> advice.remedy().steps().size())
                    .thenComparing(advice -> advice.remedy().nodeID());
}
