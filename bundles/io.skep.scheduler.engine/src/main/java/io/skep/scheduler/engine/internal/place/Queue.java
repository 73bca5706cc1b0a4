package io.skep.scheduler.engine.internal.place;

import io.skep.model.ServiceId;
import io.skep.model.Task;
import io.skep.model.TaskState;
import io.skep.model.View;
import io.skep.scheduler.engine.internal.fleet.Need;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The tasks that wait for the scheduler. Source: swarm-behaviour SC-2, SC-3. */
public final class Queue {

    private final List<Task> bound = new ArrayList<>();
    private final List<Group> groups = new ArrayList<>();
    private final Map<Key, Group> open = new HashMap<>(); // asked, never iterated

    /** A service and a version of its wish. */
    private record Key(ServiceId service, long version) {

        @Override
        public boolean equals(Object other) {
            return other instanceof Key that
                    && version == that.version
                    && service.equals(that.service);
        }

        @Override
        public int hashCode() {
            return service.value().hashCode() * 31 + Long.hashCode(version);
        }
    }

    /** Takes a task in if it waits; to be called in id order. */
    public void offer(Task task) {
        var plan = task.plan().value();
        if (task.state() != TaskState.PENDING || !plan.wanted()) {
            return;
        }
        if (plan.nodeId() != null) {
            bound.add(task);
            return;
        }
        var key = new Key(plan.serviceId(), plan.specVersion());
        var group = open.get(key);
        if (group == null || !group.takes(task)) {
            var fresh = new Group(task);
            groups.add(fresh);
            open.put(key, fresh);
        }
    }

    boolean isEmpty() {
        return bound.isEmpty() && groups.isEmpty();
    }

    /** Those that are bound to a node and wait for its confirmation, in id order. */
    List<Task> bound() {
        return bound;
    }

    /** Those without a node, by service and version, in the order of their first tasks. */
    List<Group> groups() {
        return groups;
    }

    /**
     * The groups by what they need: those that can go to the same nodes stand together. The order
     * is that of each need's first group.
     */
    Map<Need, List<Group>> byNeed(View view) {
        var byNeed = new LinkedHashMap<Need, List<Group>>();
        for (var group : groups) {
            byNeed.computeIfAbsent(Need.of(group.plan(), view), need -> new ArrayList<>())
                    .add(group);
        }
        return byNeed;
    }

    /** The services in it; one may be named more than once. */
    Iterable<ServiceId> services() {
        var services = new ArrayList<ServiceId>(bound.size() + groups.size());
        bound.forEach(task -> services.add(task.plan().value().serviceId()));
        groups.forEach(group -> services.add(group.service()));
        return services;
    }
}
