package io.skep.dispatcher.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.itests.net.SimNet;
import io.skep.itests.sim.SimKernel;
import io.skep.itests.store.SimStore;
import io.skep.model.Kind;
import io.skep.model.NodeId;
import io.skep.model.NodeState;
import io.skep.model.Part;
import io.skep.model.Task;
import io.skep.model.TaskId;
import io.skep.model.TaskState;
import io.skep.model.TaskStatus;
import io.skep.model.net.Passage;
import io.skep.model.net.Wiring;
import io.skep.model.spec.NodeRole;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A leader, nodes with agents, a planner who changes its mind, and everything that goes wrong. */
final class World {

    private static final int NODES = 3;

    final SimKernel kernel;
    final SimNet net;
    final SimStore store;
    final Managers managers;
    private final List<Worker> workers = new ArrayList<>();
    private final Map<TaskId, TaskState> highest = new TreeMap<>();
    private int made;
    private int checked;
    private boolean troubled = true;

    World(long seed) {
        kernel = new SimKernel(seed);
        net = new SimNet(kernel, Duration.ofMillis(4));
        store = new SimStore(kernel);
        store.commit(Samples::cluster);
        store.commit(draft -> Samples.network(draft, "mesh", true));
        store.commit(draft -> Samples.network(draft, "net", false));
        managers = new Managers(this, Samples.ME, new NodeId("node1"), new NodeId("node2"));
        for (int i = 0; i < NODES; i++) {
            var node = i == 0 ? Samples.ME : new NodeId("node" + i);
            store.commit(draft -> Samples.node(draft, node, NodeRole.WORKER));
            workers.add(new Worker(this, node));
        }
    }

    /** Lives for a while, with wishes and faults. */
    void live(int moments) {
        for (int i = 0; i < moments; i++) {
            wish();
            if (kernel.below(4) == 0) {
                fault();
            }
            kernel.runFor(kernel.between(Duration.ofMillis(1), Duration.ofMillis(400)));
            check();
        }
    }

    private void wish() {
        var tasks = store.view().tasks().stream().toList();
        switch (kernel.below(4)) {
            case 0, 1 -> {
                var id = new TaskId("t" + (1_000 + made++));
                var node = any().node();
                var alone = kernel.below(2) == 0;
                store.commit(
                        draft -> {
                            if (alone) {
                                Samples.assign(draft, id.value(), node);
                            } else {
                                Samples.attach(draft, id.value(), node, "net");
                            }
                        });
            }
            case 2 -> change(tasks, kernel.below(2) == 0 ? TaskState.SHUTDOWN : TaskState.REMOVE);
            default -> reap(tasks);
        }
    }

    private void change(List<Task> tasks, TaskState desired) {
        if (!tasks.isEmpty()) {
            var task = tasks.get(kernel.below(tasks.size()));
            if (desired.after(task.desired())) {
                store.commit(
                        draft ->
                                draft.put(
                                        Part.TASK_PLAN,
                                        task.id(),
                                        task.plan().value().withDesired(desired)));
            }
        }
    }

    private void reap(List<Task> tasks) {
        tasks.stream()
                .filter(Task::terminal)
                .findFirst()
                .ifPresent(task -> store.commit(draft -> draft.remove(Kind.TASK, task.id())));
    }

    private void fault() {
        switch (kernel.below(7)) {
            case 0 -> any().crash();
            case 1 -> managers.crash();
            case 2 -> net.cut(any().node());
            case 3 -> {
                var node = any().node();
                net.silence(node);
                kernel.after(
                        kernel.between(Duration.ZERO, Duration.ofSeconds(25)),
                        () -> net.hear(node));
            }
            case 4 -> managers.move();
            case 5 -> store.forgets(kernel.below(2) == 0);
            default -> store.lag();
        }
    }

    private Worker any() {
        return workers.get(kernel.below(workers.size()));
    }

    /** States only increase, commit by commit. */
    private void check() {
        for (var commit : store.commits().subList(checked, store.commits().size())) {
            for (var task : commit.after().tasks()) {
                var before = highest.getOrDefault(task.id(), TaskState.NEW);
                assertTrue(
                        !task.state().before(before),
                        () -> "seed " + kernel.seed() + ": " + task.id() + " fell from " + before);
                highest.put(task.id(), task.state());
            }
        }
        checked = store.commits().size();
    }

    /** Whether things still go wrong by themselves. */
    boolean troubled() {
        return troubled;
    }

    /** When faults stop, everybody knows the same. */
    void settle() {
        troubled = false;
        workers.forEach(worker -> net.hear(worker.node()));
        store.forgets(false);
        kernel.runFor(Duration.ofMinutes(1));
        check();
        for (var worker : workers) {
            var tasks = new TreeMap<TaskId, TaskState>();
            var statuses = new TreeMap<TaskId, TaskStatus>();
            for (var task : store.view().tasksOn(worker.node())) {
                tasks.put(task.id(), task.desired());
                if (task.status() != null) {
                    statuses.put(task.id(), told(task.status().value()));
                }
            }
            assertEquals(tasks, worker.wanted(), this::seed);
            assertEquals(statuses, worker.observed(), this::seed);
            assertEquals(
                    NodeState.READY,
                    store.view().nodes().get(worker.node()).orElseThrow().state(),
                    this::seed);
            checkWiring(worker);
            worker.checkDone();
        }
        assertEquals(List.of(), managers.failures(), this::seed);
    }

    /** Every node knows the endpoints of its networks, and its tasks may start. */
    private void checkWiring(Worker worker) {
        var endpoints = new TreeSet<String>();
        var connected = new TreeSet<String>();
        var spans = new TreeSet<>(Set.of("mesh"));
        for (var task : store.view().tasks()) {
            var plan = task.plan().value();
            if (task.terminal() || plan.networks().isEmpty()) {
                continue;
            }
            endpoints.add("net/" + task.id() + " on " + plan.nodeId() + " SERVING");
            if (worker.node().equals(plan.nodeId())) {
                connected.add(task.id().value());
                spans.add("net");
            }
        }
        if (!spans.contains("net")) {
            endpoints.clear();
        }
        var wiring = worker.wiring();
        assertEquals(spans, names(wiring.spans().keySet()), this::seed);
        assertEquals(endpoints, shown(wiring), this::seed);
        assertEquals(
                connected,
                names(
                        wiring.passages().stream()
                                .filter(Passage::connected)
                                .map(Passage::task)
                                .toList()),
                this::seed);
        assertEquals(connected.size(), wiring.passages().size(), this::seed);
    }

    private static TreeSet<String> shown(Wiring wiring) {
        var shown = new TreeSet<String>();
        for (var each : wiring.endpoints()) {
            shown.add(each.key() + " on " + each.node() + " " + each.traffic());
        }
        return shown;
    }

    private static TreeSet<String> names(Collection<?> ids) {
        var names = new TreeSet<String>();
        ids.forEach(id -> names.add(id.toString()));
        return names;
    }

    String seed() {
        return "seed " + kernel.seed();
    }

    /** Without the manager's time. */
    static TaskStatus told(TaskStatus status) {
        return new TaskStatus(
                status.state(),
                status.timestamp(),
                Instant.EPOCH,
                status.message(),
                status.err(),
                status.container(),
                status.ports());
    }
}
