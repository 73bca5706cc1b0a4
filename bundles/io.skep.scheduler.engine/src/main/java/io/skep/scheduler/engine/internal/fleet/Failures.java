package io.skep.scheduler.engine.internal.fleet;

import io.skep.model.NodeId;
import io.skep.model.ServiceId;
import io.skep.model.Task;
import io.skep.model.TaskId;
import io.skep.model.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Failures of the last five minutes. Source: swarm-behaviour SC-7.
 *
 * <p>Remembered from turn to turn, because the reaper removes failed tasks long before five minutes
 * are over. A new leader begins with those the store still has (trap 99).
 */
public final class Failures {

    private static final Duration RECENT = Duration.ofMinutes(5);

    private final TreeMap<ServiceId, TreeMap<TaskId, Failure>> seen = new TreeMap<>();

    /** One version of a service's wish failed on a node. */
    private record Failure(long version, NodeId node, Instant at) {
        boolean recent(Instant now) {
            return !at.plus(RECENT).isBefore(now);
        }
    }

    /** Looks at a task. Tasks that were bound to their node from the start do not count. */
    public void observe(Task task, Instant now) {
        var plan = task.plan().value();
        var node = plan.nodeId();
        var state = task.state();
        var failed = state == TaskState.FAILED || state == TaskState.REJECTED;
        if (!failed || node == null || plan.placedBy().isEmpty()) {
            return;
        }
        var failure = new Failure(plan.specVersion(), node, task.since());
        if (failure.recent(now)) {
            seen.computeIfAbsent(plan.serviceId(), service -> new TreeMap<>())
                    .put(task.id(), failure);
        }
    }

    /** Forgets what is no longer recent. */
    public void forget(Instant now) {
        for (var failures : seen.values()) {
            failures.values().removeIf(failure -> !failure.recent(now));
        }
        seen.values().removeIf(TreeMap::isEmpty);
    }

    /** Recent failures of one version of a service, by node; nodes without any are left out. */
    public SortedMap<NodeId, Integer> of(ServiceId service, long version) {
        var failures = seen.get(service);
        if (failures == null) {
            return Collections.emptySortedMap();
        }
        var counts = new TreeMap<NodeId, Integer>();
        for (var failure : failures.values()) {
            if (failure.version() == version) {
                counts.merge(failure.node(), 1, Integer::sum);
            }
        }
        return counts;
    }
}
