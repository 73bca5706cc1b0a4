package io.skep.itests.planning;

import io.skep.model.Change;
import io.skep.model.NodeDescription;
import io.skep.model.NodeId;
import io.skep.model.NodeState;
import io.skep.model.NodeStatus;
import io.skep.model.Part;
import io.skep.model.Task;
import io.skep.model.TaskId;
import io.skep.model.TaskState;
import io.skep.model.TaskStatus;
import io.skep.model.spec.Platform;
import io.skep.model.spec.Resources;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What nodes report. */
public final class Agents {

    private static final Resources PLENTY = new Resources(1_000_000_000_000L, 1L << 40, List.of());

    private final Bench bench;

    Agents(Bench bench) {
        this.bench = bench;
    }

    /** A node joins and is ready. */
    public NodeId join(String name) {
        return join(name, PLENTY);
    }

    /** A node with these resources joins and is ready. */
    public NodeId join(String name, Resources resources) {
        var node = new NodeId(name);
        bench.users().join(node);
        has(node, resources);
        return node;
    }

    /** A node reports what it has. */
    public void has(NodeId node, Resources resources) {
        put(node, status(node, NodeState.READY, resources));
    }

    /** A node is heard of, or not. */
    public void state(NodeId node, NodeState state) {
        var before = bench.state().nodes().get(node).orElseThrow().status();
        var resources = before == null ? PLENTY : before.value().description().resources();
        put(node, status(node, state, resources));
    }

    /** A node reports a task. */
    public void report(TaskId task, TaskState state) {
        var status =
                new TaskStatus(state, bench.now(), bench.now(), state.label(), "", null, List.of());
        bench.commit(Change.put(Part.TASK_STATUS, task, status));
    }

    /**
     * Every ready node takes each of its tasks as far as it may go.
     *
     * @return whether there was anything to do
     */
    public boolean obey() {
        return obey(task -> true);
    }

    /** Like {@link #obey()}, for some tasks only. */
    public boolean obey(java.util.function.Predicate<Task> some) {
        var todo = new ArrayList<Task>();
        for (var task : bench.state().tasks()) {
            if (reachable(task) && some.test(task) && next(task) != task.state()) {
                todo.add(task);
            }
        }
        todo.forEach(task -> report(task.id(), next(task)));
        return !todo.isEmpty();
    }

    private boolean reachable(Task task) {
        var node = task.plan().value().nodeId();
        return node != null
                && !task.state().before(TaskState.ASSIGNED)
                && bench.state().nodes().get(node).stream()
                        .anyMatch(there -> there.state() == NodeState.READY);
    }

    private static TaskState next(Task task) {
        if (task.terminal()) {
            return task.state();
        }
        return switch (task.desired()) {
            case READY -> TaskState.later(task.state(), TaskState.READY);
            case RUNNING, COMPLETE -> TaskState.RUNNING;
            default -> TaskState.SHUTDOWN;
        };
    }

    private static NodeStatus status(NodeId node, NodeState state, Resources resources) {
        var platform = new Platform("x86_64", "linux");
        return new NodeStatus(
                state,
                "",
                "127.0.0.1",
                new NodeDescription(
                        node.value(), platform, resources, "", Map.of(), List.of(), List.of()),
                null);
    }

    private void put(NodeId node, NodeStatus status) {
        bench.commit(Change.put(Part.NODE_STATUS, node, status));
    }
}
