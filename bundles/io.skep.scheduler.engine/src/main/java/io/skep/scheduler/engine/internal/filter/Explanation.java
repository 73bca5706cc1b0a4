package io.skep.scheduler.engine.internal.filter;

import io.skep.model.Rejection;
import java.util.List;

/**
 * Why a task has no node.
 *
 * @param text in Swarm's words; empty when no node refused
 * @param rejections what the first {@link #MOST_NODES} nodes said
 * @param accepting how many nodes would take it
 */
public record Explanation(String text, List<Rejection> rejections, int accepting) {

    /** How many nodes are named; an explanation is stored with every pending task. */
    public static final int MOST_NODES = 50;

    /** Copies the rejections. */
    public Explanation {
        rejections = List.copyOf(rejections);
    }
}
