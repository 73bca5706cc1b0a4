package io.skep.orchestrator.internal.mode;

import io.skep.model.NodeId;
import io.skep.model.Slot;
import io.skep.model.Task;
import io.skep.model.TaskState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which slots stay when there are too many: those that leave the nodes balanced, then those that
 * run, then the lower numbers. Slots without a node or with two live tasks go first. Source:
 * swarm-behaviour 3, numbers 17 and 18.
 */
final class ScaleDown {

    private static final int NO_NODE = Integer.MAX_VALUE;

    private ScaleDown() {}

    static List<Slot> kept(List<Slot> slots, long wanted) {
        if (slots.size() <= wanted) {
            return slots;
        }
        var ranked = new ArrayList<Ranked>(slots.size());
        var onNode = new TreeMap<NodeId, Integer>();
        for (var slot : runningFirst(slots)) {
            var node = node(slot);
            ranked.add(
                    new Ranked(slot, node == null ? NO_NODE : onNode.merge(node, 1, Integer::sum)));
        }
        ranked.sort(Comparator.comparingInt(Ranked::copy));
        return ranked.stream().limit(wanted).map(Ranked::slot).toList();
    }

    private static List<Slot> runningFirst(List<Slot> slots) {
        var sorted = new ArrayList<>(slots);
        sorted.sort(
                Comparator.<Slot, Boolean>comparing(slot -> !runs(slot))
                        .thenComparingInt(Slot::number));
        return sorted;
    }

    private static boolean runs(Slot slot) {
        return slot.tasks().stream()
                .anyMatch(task -> task.wanted() && task.state() == TaskState.RUNNING);
    }

    private static @Nullable NodeId node(Slot slot) {
        var live = slot.live();
        var seen = live.isEmpty() ? List.<Task>of(slot.newest()) : live;
        return seen.size() == 1 ? seen.get(0).plan().value().nodeId() : null;
    }

    /** A slot that is the n-th copy on its node. */
    private record Ranked(Slot slot, int copy) {}
}
