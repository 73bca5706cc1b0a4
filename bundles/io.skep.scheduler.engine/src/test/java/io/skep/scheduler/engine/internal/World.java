package io.skep.scheduler.engine.internal;

import io.skep.model.Change;
import io.skep.model.ClusterId;
import io.skep.model.Id;
import io.skep.model.NetworkId;
import io.skep.model.NodeDescription;
import io.skep.model.NodeId;
import io.skep.model.NodeState;
import io.skep.model.NodeStatus;
import io.skep.model.Part;
import io.skep.model.Plugin;
import io.skep.model.ServiceId;
import io.skep.model.Stamp;
import io.skep.model.State;
import io.skep.model.Task;
import io.skep.model.TaskId;
import io.skep.model.TaskPlan;
import io.skep.model.TaskState;
import io.skep.model.TaskStatus;
import io.skep.model.spec.Availability;
import io.skep.model.spec.ClusterSpec;
import io.skep.model.spec.GenericResource;
import io.skep.model.spec.NetworkSpec;
import io.skep.model.spec.NodeRole;
import io.skep.model.spec.NodeSpec;
import io.skep.model.spec.Platform;
import io.skep.model.spec.PortConfig;
import io.skep.model.spec.Resources;
import io.skep.model.spec.TaskSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A small cluster on paper. */
public final class World {

    public static final Instant BEGIN = Instant.parse("2030-01-01T00:00:00Z");
    public static final long CPU = 1_000_000_000L;
    public static final long GIB = 1L << 30;

    private State state = State.EMPTY;
    private Instant now = BEGIN;

    public State state() {
        return state;
    }

    public Instant now() {
        return now;
    }

    public World later(Duration span) {
        now = now.plus(span);
        return this;
    }

    public World plug(String strategy) {
        var spec = ClusterSpec.defaults().withPlug("scheduler", strategy);
        return put(Part.CLUSTER_SPEC, new ClusterId("cluster"), spec);
    }

    /** A ready node with 4 CPUs and 8 GiB. */
    public World node(String id) {
        return node(id, new Resources(4 * CPU, 8 * GIB, List.of()));
    }

    public World node(String id, Resources resources) {
        return node(id, resources, Map.of());
    }

    public World node(String id, Resources resources, Map<String, String> labels) {
        return node(id, labels, resources, List.of());
    }

    /** A ready node whose engine has plugins. */
    public World node(
            String id, Map<String, String> labels, Resources resources, List<Plugin> plugins) {
        put(
                Part.NODE_SPEC,
                new NodeId(id),
                new NodeSpec("", labels, NodeRole.WORKER, Availability.ACTIVE));
        var facts =
                new NodeDescription(
                        id,
                        new Platform("x86_64", "linux"),
                        resources,
                        plugins.isEmpty() ? "" : "27.0",
                        Map.of("engine", id),
                        plugins,
                        List.of());
        return put(
                Part.NODE_STATUS,
                new NodeId(id),
                new NodeStatus(NodeState.READY, "", "10.0.0.1", facts, null));
    }

    /** A node that has not reported yet. */
    public World unheard(String id) {
        return put(
                Part.NODE_SPEC,
                new NodeId(id),
                new NodeSpec("", Map.of(), NodeRole.WORKER, Availability.ACTIVE));
    }

    public World state(String node, NodeState other) {
        var status = state.nodes().get(node).orElseThrow().status();
        return put(
                Part.NODE_STATUS, new NodeId(node), status.value().withState(other, "for a test"));
    }

    public World availability(String node, Availability other) {
        var spec = state.nodes().get(node).orElseThrow().spec().value();
        return put(
                Part.NODE_SPEC,
                new NodeId(node),
                new NodeSpec(spec.name(), spec.labels(), spec.role(), other));
    }

    public World network(String id, String driver) {
        var spec =
                new NetworkSpec(
                        id, Map.of(), driver, Map.of(), false, false, false, false, null, "",
                        "swarm");
        return put(Part.NETWORK_SPEC, new NetworkId(id), spec);
    }

    /** A task that waits for a node. */
    public World pending(String id, String service, TaskSpec spec) {
        return put(id, plan(service, spec));
    }

    /** A task that waits for its node to be confirmed. */
    public World bound(String id, String service, TaskSpec spec, String node) {
        return put(id, on(plan(service, spec), node, TaskState.PENDING, List.of()));
    }

    /** A task that runs on a node. */
    public World running(String id, String service, TaskSpec spec, String node) {
        return running(id, plan(service, spec), node, List.of());
    }

    public World running(String id, TaskPlan plan, String node, List<GenericResource> claimed) {
        put(id, on(plan, node, TaskState.ASSIGNED, claimed));
        return observed(id, TaskState.RUNNING);
    }

    public World observed(String id, TaskState reached) {
        return put(
                Part.TASK_STATUS,
                new TaskId(id),
                new TaskStatus(reached, now, now, "", "", null, List.of()));
    }

    public World desired(String id, TaskState wanted) {
        return put(id, plan(id).withDesired(wanted));
    }

    public World put(String id, TaskPlan plan) {
        return put(Part.TASK_PLAN, new TaskId(id), plan);
    }

    public Task task(String id) {
        return state.tasks().get(id).orElseThrow();
    }

    public TaskPlan plan(String id) {
        return task(id).plan().value();
    }

    /** Where a task is; empty when it has no node. */
    public String nodeOf(String id) {
        var node = plan(id).nodeId();
        return node == null ? "" : node.value();
    }

    /** How many tasks that are wanted are on a node. */
    public long count(String node) {
        return state.tasksOn(new NodeId(node)).stream()
                .filter(task -> task.plan().value().wanted() && !task.terminal())
                .count();
    }

    /** Lets a turn's draft be committed. */
    public World commit(List<Change> changes) {
        state = state.after(changes, new Stamp(state.index() + 1, now));
        return this;
    }

    public static TaskPlan plan(String service, TaskSpec spec) {
        return plan(service, spec, 1, List.of());
    }

    public static TaskPlan plan(
            String service, TaskSpec spec, long version, List<PortConfig> ports) {
        return new TaskPlan(
                new ServiceId(service),
                service,
                Map.of(),
                1,
                spec,
                version,
                0,
                TaskState.RUNNING,
                TaskState.PENDING,
                null,
                BEGIN,
                "pending task scheduling",
                "",
                null,
                ports,
                List.of(),
                "",
                List.of());
    }

    private static TaskPlan on(
            TaskPlan plan, String node, TaskState phase, List<GenericResource> claimed) {
        var by = phase == TaskState.PENDING ? "" : "spread 1.0.0";
        return plan.placed(new NodeId(node), claimed, by, BEGIN, "")
                .withPhase(phase, BEGIN, plan.message(), "");
    }

    private <T extends Record> World put(Part<T> part, Id id, T value) {
        return commit(List.of(Change.put(part, id, value)));
    }
}
