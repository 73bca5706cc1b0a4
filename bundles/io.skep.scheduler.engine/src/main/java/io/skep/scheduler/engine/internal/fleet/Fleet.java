package io.skep.scheduler.engine.internal.fleet;

import io.skep.model.NodeId;
import io.skep.model.ServiceId;
import io.skep.model.Task;
import io.skep.model.TaskState;
import io.skep.model.View;
import io.skep.model.spec.GenericResource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** All nodes and what is on them, as this turn's placements change it. */
public final class Fleet {

    private final List<NodeLoad> nodes;
    private final Map<NodeId, NodeLoad> byId; // asked, never iterated
    private final Map<ServiceId, ServiceLoad> byService; // asked, never iterated
    private long placed;

    private Fleet(List<NodeLoad> nodes, Map<NodeId, NodeLoad> byId) {
        this.nodes = Collections.unmodifiableList(nodes);
        this.byId = byId;
        this.byService = new HashMap<>();
    }

    /**
     * The nodes of a view with what is on them.
     *
     * @param services those that will be asked about
     */
    public static Fleet of(View view, Iterable<ServiceId> services) {
        return of(view, services, task -> true);
    }

    /** The same as if there were no other tasks than some. */
    public static Fleet of(View view, Iterable<ServiceId> services, Predicate<Task> some) {
        var nodes = new ArrayList<NodeLoad>(view.nodes().size());
        var byId = new HashMap<NodeId, NodeLoad>(view.nodes().size() * 2);
        for (var node : view.nodes()) {
            var load = new NodeLoad(node, nodes.size());
            nodes.add(load);
            byId.put(node.id(), load);
        }
        var fleet = new Fleet(nodes, byId);
        services.forEach(fleet::service);
        for (var task : view.tasks()) {
            if (some.test(task)) {
                fleet.hold(task);
            }
        }
        return fleet;
    }

    /** The nodes, in id order. */
    public List<NodeLoad> nodes() {
        return nodes;
    }

    /** A node. */
    public Optional<NodeLoad> node(NodeId id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** Where a service's tasks are. */
    public ServiceLoad service(ServiceId id) {
        return byService.computeIfAbsent(id, service -> new ServiceLoad());
    }

    /** How many tasks were placed so far: nothing changed while this stays the same. */
    public long placed() {
        return placed;
    }

    /**
     * Counts a task that is placed now.
     *
     * @return the generic resources it claims
     */
    public List<GenericResource> place(Need need, ServiceId service, NodeLoad node) {
        placed++;
        service(service).add(node);
        return node.place(need);
    }

    /**
     * A task is charged from its assignment until it has ended, also while it is being stopped.
     * Source: swarm-behaviour RE-2, trap 16.
     */
    private void hold(Task task) {
        var plan = task.plan().value();
        var node = plan.nodeId() == null ? null : byId.get(plan.nodeId());
        var state = task.state();
        if (node == null || state.before(TaskState.ASSIGNED) || state.terminal()) {
            return;
        }
        node.hold(task);
        var service = plan.wanted() ? byService.get(plan.serviceId()) : null;
        if (service != null) {
            service.add(node);
        }
    }
}
