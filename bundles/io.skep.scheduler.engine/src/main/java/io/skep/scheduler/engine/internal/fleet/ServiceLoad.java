package io.skep.scheduler.engine.internal.fleet;

import java.util.SortedMap;
import java.util.TreeMap;

/** On which nodes the active tasks of one service are, over all versions of its wish. */
public final class ServiceLoad {

    private final TreeMap<Integer, Integer> tasksByNode = new TreeMap<>();

    /** Active tasks of the service on a node. */
    public int on(NodeLoad node) {
        return tasksByNode.isEmpty() ? 0 : tasksByNode.getOrDefault(node.index(), 0);
    }

    /** How many tasks each node has, by the node's index; nodes without any are left out. */
    public SortedMap<Integer, Integer> tasksByNode() {
        return tasksByNode;
    }

    void add(NodeLoad node) {
        tasksByNode.merge(node.index(), 1, Integer::sum);
    }
}
