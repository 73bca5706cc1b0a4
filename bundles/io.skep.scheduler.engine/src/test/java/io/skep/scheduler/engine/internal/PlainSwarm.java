package io.skep.scheduler.engine.internal;

import io.skep.model.Constraint;
import io.skep.model.Node;
import io.skep.model.NodeId;
import io.skep.model.State;
import io.skep.model.Task;
import io.skep.model.TaskId;
import io.skep.model.TaskPlan;
import io.skep.model.TaskState;
import io.skep.model.spec.PortConfig;
import io.skep.model.spec.Resources;
import io.skep.scheduler.spi.Candidate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Swarm's scheduler as one would write it without a thought of speed: for each task it looks at all
 * tasks on all nodes again. The yardstick of everything that is faster.
 */
final class PlainSwarm {

    private final State state;
    private final Comparator<Candidate> order;
    private final Map<TaskId, NodeId> placed = new TreeMap<>();

    private PlainSwarm(State state, Comparator<Candidate> order) {
        this.state = state;
        this.order = order;
    }

    /** Where each pending task goes; those that stay are left out. */
    static Map<TaskId, NodeId> place(State state, Comparator<Candidate> order) {
        var swarm = new PlainSwarm(state, order);
        swarm.inOrder().forEach(swarm::place);
        return swarm.placed;
    }

    /** Equal needs together, then equal services, each in the order of first tasks. */
    private List<Task> inOrder() {
        var byNeed = new LinkedHashMap<String, Map<String, List<Task>>>();
        var services = new LinkedHashMap<String, List<Task>>();
        for (var task : state.tasks()) {
            var plan = task.plan().value();
            if (task.state() == TaskState.PENDING && plan.wanted()) {
                services.computeIfAbsent(
                                plan.serviceId() + "/" + plan.specVersion(),
                                key -> new ArrayList<>())
                        .add(task);
            }
        }
        services.forEach(
                (service, tasks) -> {
                    var plan = tasks.get(0).plan().value();
                    var need = plan.spec() + "/" + plan.ports();
                    byNeed.computeIfAbsent(need, key -> new LinkedHashMap<>()).put(service, tasks);
                });
        var all = new ArrayList<Task>();
        byNeed.values().forEach(groups -> groups.values().forEach(all::addAll));
        return all;
    }

    private void place(Task task) {
        Candidate best = null;
        for (var node : state.nodes()) {
            var candidate = candidate(task.plan().value(), node);
            if (candidate.room() > 0 && (best == null || order.compare(candidate, best) < 0)) {
                best = candidate;
            }
        }
        if (best != null) {
            placed.put(task.id(), best.node());
        }
    }

    private Candidate candidate(TaskPlan plan, Node node) {
        var total = node.status().value().description().resources();
        long cpus = total.nanoCpus();
        long memory = total.memoryBytes();
        long ssds = total.genericResources().get(0).discreteResourceSpec().value();
        int active = 0;
        int same = 0;
        boolean free = true;
        for (var task : state.tasks()) {
            var other = task.plan().value();
            if (!isOn(task, node) || task.terminal()) {
                continue;
            }
            cpus -= other.spec().reservations().nanoCpus();
            memory -= other.spec().reservations().memoryBytes();
            ssds -= other.spec().reservations().genericResources().isEmpty() ? 0 : 1;
            active += other.wanted() ? 1 : 0;
            same += other.wanted() && other.serviceId().equals(plan.serviceId()) ? 1 : 0;
            free &= Collections.disjoint(ports(other), ports(plan));
        }
        var need = plan.spec().reservations();
        var most = plan.spec().placementOrAnywhere().maxReplicas();
        boolean fits =
                node.takesTasks()
                        && (need.equals(Resources.NONE)
                                || cpus >= need.nanoCpus()
                                        && memory >= need.memoryBytes()
                                        && (need.genericResources().isEmpty() || ssds >= 1))
                        && plan.spec().placementOrAnywhere().constraints().stream()
                                .map(Constraint::parse)
                                .allMatch(constraint -> constraint.matches(node))
                        && free
                        && (most == 0 || same < most);
        var left = new Resources(cpus, memory, List.of());
        return new Candidate(
                node.id(), same, active, failures(plan, node), fits ? 1 : 0, left, total);
    }

    private boolean isOn(Task task, Node node) {
        var now = placed.get(task.id());
        var id = now == null ? task.plan().value().nodeId() : now;
        return node.id().equals(id);
    }

    private int failures(TaskPlan plan, Node node) {
        return (int)
                state.tasksOn(node.id()).stream()
                        .filter(task -> task.state() == TaskState.FAILED)
                        .map(task -> task.plan().value())
                        .filter(failed -> failed.serviceId().equals(plan.serviceId()))
                        .filter(failed -> failed.specVersion() == plan.specVersion())
                        .count();
    }

    private static List<Integer> ports(TaskPlan plan) {
        return plan.ports().stream().map(PortConfig::publishedPort).toList();
    }
}
