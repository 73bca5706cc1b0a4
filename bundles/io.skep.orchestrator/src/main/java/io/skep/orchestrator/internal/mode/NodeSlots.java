package io.skep.orchestrator.internal.mode;

import io.skep.model.NodeId;
import io.skep.model.Slot;
import io.skep.model.Task;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The slots of a service by node, to be taken one by one. */
final class NodeSlots {

    private final TreeMap<String, Slot> slots = new TreeMap<>();

    NodeSlots(List<Task> tasks) {
        for (var slot : Slot.perNode(tasks)) {
            var node = slot.node();
            slots.put(node == null ? "" : node.value(), slot);
        }
    }

    @Nullable Slot take(NodeId node) {
        return slots.remove(node.value());
    }

    /** The slots of nodes nobody took: those that are gone. */
    List<Slot> rest() {
        return List.copyOf(slots.values());
    }
}
