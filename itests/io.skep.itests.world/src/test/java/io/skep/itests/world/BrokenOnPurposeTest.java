package io.skep.itests.world;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.control.Command;
import io.skep.itests.sim.SimKernel;
import io.skep.model.Change;
import io.skep.model.Kind;
import io.skep.model.NodeId;
import io.skep.model.Part;
import io.skep.model.Stamp;
import io.skep.model.State;
import io.skep.model.Task;
import io.skep.model.TaskId;
import io.skep.model.TaskPlan;
import io.skep.model.TaskState;
import io.skep.model.TaskStatus;
import io.skep.model.spec.ContainerSpec;
import io.skep.model.spec.Payload;
import io.skep.model.spec.PortConfig;
import io.skep.model.spec.ServiceMode;
import io.skep.model.spec.ServiceSpec;
import io.skep.model.spec.TaskSpec;
import io.skep.planner.Stage;
import io.skep.planner.Turn;
import io.skep.store.Commit;
import io.skep.tck.runtime.Workloads;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A check that never fails checks nothing: each is shown something that is broken. */
class BrokenOnPurposeTest {

    private static final Instant SOME = SimKernel.BEGIN;
    private static final TaskId TASK = new TaskId("t");

    @TempDir Path directory;

    private record Broken(String name, Consumer<Turn> deed) implements Stage {

        @Override
        public List<String> follows() {
            return List.of("reap");
        }

        @Override
        public void plan(Turn turn) {
            deed.accept(turn);
        }
    }

    /** A cluster with two services, with another stage beside the real ones. */
    private World world(Consumer<Turn> deed) {
        var world = new World(11, directory, 2);
        world.begin();
        world.manager.life().planner().bind(new Broken("broken", deed));
        for (var name : List.of("a", "b")) {
            var spec = service(name, world.manager.machine.containers().sleeps());
            var command = new Command.CreateService(spec, Payload.EMPTY);
            world.await(world.manager.life().control().submit(command));
        }
        world.kernel.runFor(Duration.ofSeconds(30));
        return world;
    }

    private static ServiceSpec service(String name, ContainerSpec program) {
        var task = new TaskSpec(program, null, null, null, List.of(), null, 0, "container");
        var mode = ServiceMode.replicated(3);
        return new ServiceSpec(name, Map.of(), task, mode, null, null, List.of(), null);
    }

    private static void assertBlamed(World world, String what) {
        var blamed = assertThrows(AssertionError.class, world.blame::raise);
        assertTrue(blamed.getMessage().contains(what), blamed::getMessage);
    }

    private static void peace(World world) {
        new Peace(world, new Users(world), Duration.ofSeconds(40)).make();
        world.blame.raise();
    }

    private static List<Task> running(Turn turn) {
        return turn.view().tasks().stream()
                .filter(task -> task.state() == TaskState.RUNNING)
                .toList();
    }

    @Test
    void noticesAPlannerThatForgetsWhatRuns() {
        var world = world(turn -> running(turn).forEach(task -> turn.remove(task.id())));

        assertBlamed(world, "was forgotten in state RUNNING");
    }

    @Test
    void noticesOnePortForTwoServices() {
        var ports = List.of(new PortConfig("", "tcp", 80, 4_711, "ingress"));
        var world =
                world(
                        turn ->
                                turn.view()
                                        .services()
                                        .forEach(
                                                s ->
                                                        turn.put(
                                                                s,
                                                                s.planOrEmpty()
                                                                        .withPorts(ports, null))));

        assertBlamed(world, "as another one does");
    }

    @Test
    void noticesAPlanThatIsNeverDone() {
        var world = new World(11, directory, 0);
        var restless = new Broken("restless", turn -> running(turn).forEach(t -> more(turn, t)));
        new Replan(world.blame, List.of(restless), 1).check(oneRunning(), SOME);

        assertBlamed(world, "planned anew, it decides");
    }

    @Test
    void noticesTooManyAndTooFewTasks() {
        var next = new AtomicReference<>(Instant.MIN);
        var world = world(turn -> onceASecond(turn, next));

        assertThrows(AssertionError.class, () -> peace(world));
    }

    /** One task too many each second: a stage that never waits makes tasks without end. */
    private static void onceASecond(Turn turn, AtomicReference<Instant> next) {
        var running = running(turn);
        if (!running.isEmpty() && !turn.now().isBefore(next.get())) {
            next.set(turn.now().plusSeconds(1));
            more(turn, running.get(0));
        }
        running.forEach(task -> turn.wakeAt(next.get(), task.plan().value().serviceId()));
    }

    @Test
    void noticesAContainerThatIsLeftOver() {
        var world = world(turn -> {});
        var machine = world.workers.get(0).machine;
        world.workers.get(0).crash();
        machine.hide();
        world.workers.get(0).start();

        assertThrows(AssertionError.class, () -> peace(world));
    }

    @Test
    void noticesAStoreThatLosesACommit() {
        var world = world(turn -> {});
        world.chronicle.commit(other(world.chronicle.commits().get(3)));
        world.chronicle.lagged(State.EMPTY.after(List.of(), new Stamp(2, SOME)));

        assertBlamed(world, "became another one");
        assertBlamed(world, "differs from the one committed");
    }

    @Test
    void noticesStatesThatGoBackAndTasksThatMove() {
        var world = new World(11, directory, 0);
        var laws = new Laws(world.blame);
        var before = oneRunning();
        var plan = plan(before);
        laws.check(commit(before, put(plan.withPhase(TaskState.NEW, SOME, "", ""))));
        laws.check(commit(before, status(TaskState.PREPARING)));
        laws.check(commit(before, put(moved(plan))));
        laws.check(commit(before, put(plan), status(TaskState.RUNNING)));

        assertBlamed(world, "went back from RUNNING to PREPARING");
        assertBlamed(world, "moved from n to other");
        assertBlamed(world, "was written by [PLANNER, DISPATCHER]");
    }

    private static void more(Turn turn, Task task) {
        turn.put(turn.newTask(), task.plan().value());
    }

    private static State oneRunning() {
        return State.EMPTY.after(
                List.of(
                        put(Workloads.plan(new NodeId("n"), TaskSpec.EMPTY, List.of())),
                        status(TaskState.RUNNING)),
                new Stamp(1, SOME));
    }

    private static TaskPlan plan(State state) {
        return state.tasks().get(TASK).orElseThrow().plan().value();
    }

    private static TaskPlan moved(TaskPlan plan) {
        return plan.placed(new NodeId("other"), List.of(), "", SOME, "");
    }

    private static Change put(TaskPlan plan) {
        return Change.put(Part.TASK_PLAN, TASK, plan);
    }

    private static Change status(TaskState state) {
        return Change.put(
                Part.TASK_STATUS, TASK, new TaskStatus(state, SOME, SOME, "", "", null, List.of()));
    }

    private static Commit commit(State before, Change... changes) {
        var stamp = new Stamp(before.index() + 1, SOME);
        return new Commit(stamp, List.of(changes), before, before.after(List.of(changes), stamp));
    }

    private static Commit other(Commit commit) {
        return new Commit(
                commit.stamp(),
                List.of(Change.remove(Kind.TASK, TASK)),
                commit.before(),
                commit.after());
    }
}
