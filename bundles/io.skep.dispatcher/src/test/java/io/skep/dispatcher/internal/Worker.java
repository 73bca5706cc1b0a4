package io.skep.dispatcher.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.agent.internal.Agent;
import io.skep.agent.internal.shelf.NodeSlice;
import io.skep.itests.sim.SimSeams;
import io.skep.lifecycle.DutyContext;
import io.skep.model.ClusterId;
import io.skep.model.NodeId;
import io.skep.model.TaskId;
import io.skep.model.TaskState;
import io.skep.model.TaskStatus;
import io.skep.model.net.Wiring;
import io.skep.seam.Loop;
import io.skep.slice.Assignment;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A node: the real agent, and a runtime of a few lines that walks tasks through their states. */
final class Worker {

    private static final List<TaskState> WAY =
            List.of(
                    TaskState.ACCEPTED,
                    TaskState.PREPARING,
                    TaskState.READY,
                    TaskState.STARTING,
                    TaskState.RUNNING);

    private final World world;
    private final NodeId node;
    private final SimSeams seams;
    private NodeSlice slice = new NodeSlice();
    private Loop loop;

    Worker(World world, NodeId node) {
        this.world = world;
        this.node = node;
        this.seams = world.kernel.node(node.value());
        this.loop = seams.loop("runtime");
        start();
    }

    NodeId node() {
        return node;
    }

    private void start() {
        slice = new NodeSlice();
        loop = seams.loop("runtime");
        var context =
                new DutyContext(
                        node,
                        new ClusterId("c"),
                        seams,
                        Path.of("unused"),
                        Map.of("advertise", "10.0.0.5"));
        new Agent(context, world.net.of(node), slice).start();
        var begun = slice;
        var mine = loop;
        mine.on(begun.ready())
                .thenRun(
                        () -> {
                            begun.describe(Samples.description(node.value()));
                            begun.overlay(true);
                        });
        begun.watch(mine, () -> mine.schedule(pause(), () -> realise(begun)));
        loop.schedule(Duration.ofMillis(10), () -> tick(begun));
    }

    private Duration pause() {
        return world.kernel.between(Duration.ofMillis(1), Duration.ofMillis(300));
    }

    /** Networks are made so, sooner or later. */
    private static void realise(NodeSlice mine) {
        mine.realised(mine.wiring().number());
    }

    /** What it knows of networks. */
    Wiring wiring() {
        return slice.wiring();
    }

    /** What was observed is known after a crash, whatever else is lost. */
    void crash() {
        var before = Map.copyOf(slice.observed());
        seams.crash();
        world.net.cut(node);
        start();
        var now = slice;
        world.kernel.after(
                Duration.ZERO,
                () -> {
                    if (now.ready().toCompletableFuture().isDone()) {
                        now.observed()
                                .forEach((task, status) -> remembers(before.get(task), status));
                    }
                });
    }

    private void remembers(TaskStatus before, TaskStatus now) {
        if (before != null) {
            assertEquals(before, now, world::seed);
        }
    }

    private void tick(NodeSlice mine) {
        for (var task : mine.assignments().values()) {
            if (world.kernel.below(3) > 0) {
                step(mine, task);
            }
        }
        var pause = world.kernel.between(Duration.ofMillis(5), Duration.ofMillis(200));
        loop.schedule(pause, () -> tick(mine));
    }

    private void step(NodeSlice mine, Assignment task) {
        var known = mine.observed().get(task.task());
        var state = known == null ? TaskState.ASSIGNED : known.state();
        if (state.terminal()) {
            return;
        }
        var next = next(state, task.plan().desired());
        if (next.after(state)) {
            mine.observe(
                    task.task(),
                    new TaskStatus(
                            next,
                            seams.time().now(),
                            Instant.EPOCH,
                            next.label(),
                            "",
                            null,
                            List.of()));
        }
    }

    private TaskState next(TaskState state, TaskState desired) {
        if (desired.after(TaskState.RUNNING)) {
            return TaskState.SHUTDOWN;
        }
        if (state == TaskState.RUNNING) {
            return world.troubled() && world.kernel.below(200) == 0 ? TaskState.FAILED : state;
        }
        return WAY.stream().filter(way -> way.after(state)).findFirst().orElse(state);
    }

    Map<TaskId, TaskState> wanted() {
        var wanted = new TreeMap<TaskId, TaskState>();
        slice.assignments().forEach((id, task) -> wanted.put(id, task.plan().desired()));
        return wanted;
    }

    Map<TaskId, TaskStatus> observed() {
        return slice.observed();
    }

    /** Its disk holds what it knows and nothing else, and no step failed. */
    void checkDone() {
        var files = seams.disk("slice").names();
        var statuses = files.stream().filter(name -> name.startsWith("status.")).toList();
        assertEquals(
                slice.observed().keySet().stream().map(id -> "status." + id).toList(),
                statuses,
                world::seed);
        assertTrue(seams.failures().isEmpty(), () -> world.seed() + seams.failures());
    }
}
