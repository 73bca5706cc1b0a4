package io.skep.scheduler.engine.internal.place;

import io.skep.model.ServiceId;
import io.skep.model.Task;
import io.skep.model.TaskState;
import io.skep.model.View;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The tasks of a view that wait for the scheduler. Source: swarm-behaviour SC-2, SC-3.
 *
 * @param bound those that are bound to a node and wait for its confirmation, in id order
 * @param groups those without a node, by service and version
 */
record Queue(List<Task> bound, Collection<Group> groups) {

    /** A service and a version of its wish. */
    private record Key(ServiceId service, long version) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int order = service.compareTo(other.service);
            return order != 0 ? order : Long.compare(version, other.version);
        }
    }

    static Queue of(View view) {
        var bound = new ArrayList<Task>();
        var groups = new TreeMap<Key, List<Group>>();
        for (var task : view.tasks()) {
            var plan = task.plan().value();
            if (task.state() != TaskState.PENDING || !plan.wanted()) {
                continue;
            }
            if (plan.nodeId() != null) {
                bound.add(task);
                continue;
            }
            join(
                    groups.computeIfAbsent(
                            new Key(plan.serviceId(), plan.specVersion()),
                            key -> new ArrayList<>(1)),
                    task);
        }
        return new Queue(bound, groups.values().stream().flatMap(List::stream).toList());
    }

    boolean isEmpty() {
        return bound.isEmpty() && groups.isEmpty();
    }

    /** The services in it. */
    Iterable<ServiceId> services() {
        var services = new TreeSet<ServiceId>();
        bound.forEach(task -> services.add(task.plan().value().serviceId()));
        groups.forEach(group -> services.add(group.service()));
        return services;
    }

    private static void join(List<Group> groups, Task task) {
        for (var group : groups) {
            if (group.takes(task)) {
                return;
            }
        }
        groups.add(new Group(task));
    }
}
