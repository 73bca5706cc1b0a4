package io.skep.scheduler.engine.internal.place;

import io.skep.scheduler.engine.internal.fleet.Label;
import io.skep.scheduler.engine.internal.fleet.NodeLoad;
import io.skep.scheduler.engine.internal.fleet.ServiceLoad;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.ToIntBiFunction;

/**
 * The nodes with the same values of the labels to spread over, one level per preference. Nodes
 * without the label are a branch of their own. Source: swarm-behaviour PL-5, SC-8.
 */
final class Branch {

    private final TreeMap<String, Branch> next = new TreeMap<>();
    private final List<NodeLoad> nodes = new ArrayList<>();
    private int tasks;

    private Branch() {}

    /** A tree over all nodes, also those that refuse: their tasks count (trap 58). */
    static Branch over(Iterable<NodeLoad> nodes, List<String> spread, ServiceLoad service) {
        var root = new Branch();
        for (var node : nodes) {
            root.add(node, spread, service.on(node));
        }
        return root;
    }

    /**
     * Places a number of tasks so that the branches' totals become as equal as they can; what a
     * full branch does not take goes to the others.
     *
     * @param leaf places a number of tasks on the nodes of a leaf and says how many it could
     * @return how many were placed
     */
    int place(int wanted, ToIntBiFunction<List<NodeLoad>, Integer> leaf) {
        int placed = next.isEmpty() ? leaf.applyAsInt(nodes, wanted) : level(wanted, leaf);
        tasks += placed;
        return placed;
    }

    private int level(int wanted, ToIntBiFunction<List<NodeLoad>, Integer> leaf) {
        var open = new ArrayList<>(next.values());
        int placed = 0;
        while (placed < wanted && !open.isEmpty()) {
            var shares = shares(open, wanted - placed);
            var full = new ArrayList<Branch>();
            for (int at = 0; at < shares.length; at++) {
                int got = shares[at] == 0 ? 0 : open.get(at).place(shares[at], leaf);
                placed += got;
                if (got < shares[at]) {
                    full.add(open.get(at));
                }
            }
            open.removeAll(full);
        }
        return placed;
    }

    /** How to pour tasks into branches: the emptiest first, ties in label order. */
    private static int[] shares(List<Branch> branches, int wanted) {
        long level = level(branches, wanted);
        var shares = new int[branches.size()];
        int left = wanted;
        for (int at = 0; at < shares.length; at++) {
            shares[at] = (int) Math.max(0, level - branches.get(at).tasks);
            left -= shares[at];
        }
        for (int at = 0; at < shares.length && left > 0; at++) {
            if (branches.get(at).tasks <= level) {
                shares[at]++;
                left--;
            }
        }
        return shares;
    }

    /** The highest total that all branches below it can be raised to. */
    private static long level(List<Branch> branches, int wanted) {
        var totals = branches.stream().mapToLong(branch -> branch.tasks).sorted().toArray();
        long sum = wanted;
        long level = 0;
        for (int lowest = 0; lowest < totals.length; lowest++) {
            sum += totals[lowest];
            long reached = sum / (lowest + 1);
            if (lowest > 0 && reached < totals[lowest]) {
                break;
            }
            level = reached;
        }
        return level;
    }

    private void add(NodeLoad node, List<String> spread, int tasksOfService) {
        tasks += tasksOfService;
        if (spread.isEmpty()) {
            nodes.add(node);
            return;
        }
        next.computeIfAbsent(Label.of(node.node(), spread.get(0)), value -> new Branch())
                .add(node, spread.subList(1, spread.size()), tasksOfService);
    }
}
