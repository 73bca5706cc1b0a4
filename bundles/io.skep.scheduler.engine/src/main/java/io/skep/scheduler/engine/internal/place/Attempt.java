package io.skep.scheduler.engine.internal.place;

import io.skep.model.NodeId;
import io.skep.model.ServiceId;
import io.skep.model.Task;
import io.skep.model.TaskId;
import io.skep.scheduler.engine.internal.filter.Checklist;
import io.skep.scheduler.engine.internal.filter.Explanation;
import io.skep.scheduler.engine.internal.fleet.Need;
import io.skep.scheduler.engine.internal.fleet.NodeLoad;
import io.skep.scheduler.engine.internal.fleet.ServiceLoad;
import io.skep.scheduler.spi.Candidate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A group on its way to nodes: what it needs, and which of its tasks have none yet. */
final class Attempt {

    private final ServiceId serviceId;
    private final Need need;
    private final Checklist checklist;
    private final ServiceLoad service;
    private final Map<NodeId, Integer> failures;
    private final LinkedHashMap<TaskId, Task> left = new LinkedHashMap<>();

    Attempt(Group group, Checklist checklist, ServiceLoad service, Map<NodeId, Integer> failures) {
        this.serviceId = group.service();
        this.need = checklist.need();
        this.checklist = checklist;
        this.service = service;
        this.failures = failures;
        group.tasks().forEach(task -> left.put(task.id(), task));
    }

    ServiceId serviceId() {
        return serviceId;
    }

    Need need() {
        return need;
    }

    ServiceLoad service() {
        return service;
    }

    /** Recent failures by node. */
    Map<NodeId, Integer> failures() {
        return failures;
    }

    /** The tasks without a node, in id order. */
    Collection<Task> left() {
        return left.values();
    }

    /** The first tasks without a node. */
    List<TaskId> first(int count) {
        var ids = new ArrayList<TaskId>(Math.min(count, left.size()));
        for (var id : left.keySet()) {
            if (ids.size() == count) {
                break;
            }
            ids.add(id);
        }
        return ids;
    }

    /** Takes a task out: it gets a node. */
    Task take(TaskId id) {
        return Optional.ofNullable(left.remove(id)).orElseThrow();
    }

    /** Why these nodes take no more of it. */
    Explanation explain(List<NodeLoad> nodes) {
        return checklist.explain(nodes, service);
    }

    /** A node as a candidate; empty when it can take no task of the group. */
    Optional<Candidate> candidate(NodeLoad node) {
        int tasksOfService = service.on(node);
        int room = checklist.room(node, tasksOfService);
        if (room == 0) {
            return Optional.empty();
        }
        int failed = failures.isEmpty() ? 0 : failures.getOrDefault(node.id(), 0);
        return Optional.of(
                new Candidate(
                        node.id(),
                        tasksOfService,
                        node.tasks(),
                        failed,
                        room,
                        node.free(),
                        node.total()));
    }
}
