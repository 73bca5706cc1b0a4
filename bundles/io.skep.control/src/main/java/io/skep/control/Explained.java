package io.skep.control;

import java.time.Instant;
import java.util.List;

/**
 * Why a task is as it is. Its components have the names that doors show.
 *
 * @param chain what led to it: from the API call to where it is or how it ended, in this order
 * @param ranking how the nodes rank for it now, the strategy's choice first; for tasks that a
 *     strategy placed and that are wanted
 * @param remedies what would let nodes take it, the smallest change first; for tasks that wait
 */
public record Explained(List<Link> chain, List<Standing> ranking, List<Remedy> remedies) {

    /** Copies the lists. */
    public Explained {
        chain = List.copyOf(chain);
        ranking = List.copyOf(ranking);
        remedies = List.copyOf(remedies);
    }

    /**
     * One thing that happened, because of those before.
     *
     * @param at when
     * @param what what happened
     */
    public record Link(Instant at, String what) {}
}
