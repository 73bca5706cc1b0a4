package io.skep.scheduler.engine.internal.place;

import io.skep.model.NodeId;
import io.skep.model.Task;
import io.skep.model.TaskId;
import io.skep.scheduler.engine.internal.fleet.NodeLoad;
import io.skep.scheduler.engine.internal.fleet.ServiceLoad;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A group on its way to nodes: what its service has on them, and which tasks have none yet. */
final class Attempt {

    private final ServiceLoad service;
    private final Map<NodeId, Integer> failures;
    private final LinkedHashMap<TaskId, Task> left;

    /**
     * A group none of whose tasks has a node.
     *
     * @param service where the service's tasks are; follows what is placed
     * @param failures recent ones, by node
     */
    Attempt(Group group, ServiceLoad service, Map<NodeId, Integer> failures) {
        this.service = service;
        this.failures = failures;
        this.left = new LinkedHashMap<>(group.tasks().size() * 2);
        group.tasks().forEach(task -> left.put(task.id(), task));
    }

    ServiceLoad service() {
        return service;
    }

    /** Recent failures on a node. */
    int failures(NodeLoad node) {
        return failures.isEmpty() ? 0 : failures.getOrDefault(node.id(), 0);
    }

    /** Nodes on which the service failed. */
    Collection<NodeId> failedOn() {
        return failures.keySet();
    }

    /** Whether all nodes are alike for this service. */
    boolean knowsNone() {
        return service.tasksByNode().isEmpty() && failures.isEmpty();
    }

    /** Whether a node is not like any other for this service. */
    boolean knows(NodeLoad node) {
        return service.on(node) > 0 || failures(node) > 0;
    }

    /** The tasks without a node, in id order. */
    Collection<Task> left() {
        return left.values();
    }

    /** The first tasks without a node. */
    List<TaskId> first(int count) {
        return left.keySet().stream().limit(count).toList();
    }

    /** Takes a task out: it gets a node. */
    Task take(TaskId id) {
        return Optional.ofNullable(left.remove(id)).orElseThrow();
    }
}
