package io.skep.control;

import io.skep.model.NodeId;
import java.util.List;

/**
 * What would let a node take a task.
 *
 * @param nodeID the node
 * @param node what users call it
 * @param steps all of them are needed, and no other; none when the node would take the task now
 */
public record Remedy(NodeId nodeID, String node, List<Step> steps) {

    /** Copies the steps. */
    public Remedy {
        steps = List.copyOf(steps);
    }

    /**
     * One change.
     *
     * @param rule the rule that refuses, by its name in explanations
     * @param missing what it misses
     * @param change the smallest change that satisfies it: a command of the docker CLI where there
     *     is one
     * @param otherwise another change that would do as well; empty when there is none
     */
    public record Step(String rule, String missing, String change, String otherwise) {}
}
