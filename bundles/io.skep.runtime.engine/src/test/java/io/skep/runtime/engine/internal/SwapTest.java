package io.skep.runtime.engine.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.model.LogRequest;
import io.skep.model.TaskId;
import io.skep.model.TaskState;
import io.skep.runtime.spi.ContainerRuntime;
import io.skep.tck.runtime.Lines;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Containers are started once: across swaps, stops and crashes. House 4.6. */
class SwapTest {

    private final Rig rig = new Rig(1);

    @AfterEach
    void noStepFailed() {
        rig.assertNothingFailed();
    }

    @Test
    void anUpdatedRuntimeAdoptsWhatRuns() {
        rig.start();
        var task = rig.task("t", rig.machine.sleeps());

        rig.plugOut();
        rig.plugIn();
        rig.pass(Duration.ofSeconds(1));

        assertEquals(List.of("prepare t", "start t", "adopt t"), rig.verbs);
        assertEquals(TaskState.RUNNING, rig.state(task));
        rig.want(task, TaskState.SHUTDOWN);
        assertEquals(TaskState.SHUTDOWN, rig.state(task));
    }

    @Test
    void reportsAnEndThatNobodyWatched() {
        rig.start();
        var task = rig.task("t", rig.machine.sleeps());
        rig.crash();
        rig.byHand(task, (runtime, handle) -> runtime.stop(handle, Duration.ZERO));

        rig.start();

        assertEquals("FAILED started task: non-zero exit (143)", last());
    }

    @Test
    void aStoppedDutyLeavesContainersRunningAndTheNextAdoptsThem() {
        rig.start();
        var task = rig.task("t", rig.machine.sleeps());

        rig.stop();
        rig.start();

        assertEquals(List.of("prepare t", "start t", "adopt t"), rig.verbs);
        assertEquals(TaskState.RUNNING, rig.state(task));
    }

    @Test
    void aDutyThatStopsAfterTheSliceWasEmptiedLeavesNothing() {
        rig.start();
        var task = rig.task("t", rig.machine.sleeps());
        rig.slice.remove(task);

        rig.stop();

        assertEquals(1, rig.count("remove t"));
    }

    @Test
    void findsAContainerWhoseHandleWasNotKept() {
        rig.start();
        rig.task("t", rig.machine.sleeps());
        rig.crash();
        rig.seams.disk("runtime").delete("t");

        rig.start();

        assertEquals(1, rig.count("start t"));
        assertEquals("RUNNING started", last());
        assertEquals(List.of("t"), rig.seams.disk("runtime").names());
    }

    @Test
    void aTaskWhoseContainerIsGoneHasFailed() {
        rig.start();
        var task = rig.task("t", rig.machine.sleeps());
        rig.crash();
        rig.byHand(task, ContainerRuntime::remove);

        rig.start();

        assertEquals("FAILED started dockerexec: container destroyed", last());
    }

    @Test
    void aContainerNobodyKnowsIsRemovedWithinFortySeconds() {
        rig.start();
        rig.task("t", rig.machine.sleeps());
        rig.crash();
        rig.seams.disk("runtime").delete("t");
        rig.slice.remove(new TaskId("t"));
        rig.start();
        rig.task("other", rig.machine.sleeps());

        rig.pass(Duration.ofSeconds(25));
        assertEquals(0, rig.count("remove t"));
        rig.pass(Duration.ofSeconds(25));

        assertEquals(1, rig.count("remove t"));
    }

    @Test
    void aNodeWithoutTasksLeavesNoContainerBehindWhenItStops() {
        rig.start();
        rig.task("t", rig.machine.sleeps());
        rig.crash();
        rig.seams.disk("runtime").delete("t");
        rig.slice.remove(new TaskId("t"));
        rig.start();
        rig.task("other", rig.machine.sleeps());
        rig.slice.remove(new TaskId("other"));

        rig.stop();

        assertEquals(1, rig.count("remove t"));
        assertEquals(1, rig.count("remove other"));
    }

    @Test
    void aNodeThatHeardOfNoManagerLeavesUnknownContainersAloneWhenItStops() {
        rig.start();
        rig.task("t", rig.machine.sleeps());
        rig.crash();
        rig.slice.remove(new TaskId("t"));
        rig.start();

        rig.stop();

        assertEquals(0, rig.count("remove t"));
    }

    @Test
    void nothingIsRemovedWhileNoManagerWasHeard() {
        rig.start();
        rig.task("t", rig.machine.sleeps());
        rig.crash();
        rig.slice.remove(new TaskId("t"));

        rig.start();
        rig.pass(Duration.ofHours(1));

        assertEquals(0, rig.count("remove t"));
    }

    @Test
    void triesDockerFirstAndThenProcesses() {
        rig.alsoThere(List.of(rig.failing("docker"), rig.named("process")));
        rig.start("");

        rig.pass(Duration.ofSeconds(10));

        assertEquals("process", rig.engine().wanted());
        assertEquals(
                List.of("memory available", "docker available", "process live"),
                rig.engine().rows().stream()
                        .map(row -> row.info().name() + " " + row.state())
                        .toList());
    }

    @Test
    void choosesDockerWhenItAnswers() {
        rig.alsoThere(List.of(rig.named("process"), rig.named("docker")));
        rig.start("");

        rig.pass(Duration.ofSeconds(10));

        assertEquals("docker", rig.engine().wanted());
    }

    @Test
    void takesNoOtherRuntimeThanTheOneThatIsSet() {
        rig.alsoThere(List.of(rig.failing("docker"), rig.named("process")));
        rig.start("docker");

        rig.pass(Duration.ofMinutes(1));

        assertEquals("docker", rig.engine().wanted());
        assertTrue(
                rig.engine().rows().stream()
                        .noneMatch(row -> row.info().name().equals("process") && row.epoch() > 0));
    }

    @Test
    void streamsTheOutputOfATaskAndSaysWhyNot() throws Exception {
        rig.start();
        var task = rig.task("t", rig.machine.prints(List.of("one", "two")), TaskState.COMPLETE);
        var all = new LogRequest(true, true, false, null, -1);

        var lines = new Lines();
        rig.engine().logs(task, all, lines);
        var unknown = new Lines();
        rig.engine().logs(new TaskId("unknown"), all, unknown);
        rig.pass(Duration.ofSeconds(1));

        assertEquals(List.of("one\n", "two\n"), lines.texts());
        assertEquals("", lines.awaitEnd());
        assertEquals("task unknown has no container on this node", unknown.awaitEnd());
    }

    @Test
    void startsEachContainerOnceWhateverHappens() {
        for (var seed = 1; seed <= 100; seed++) {
            survives(seed);
        }
    }

    /** Tasks come and go while the process crashes and the plug is updated. */
    private static void survives(long seed) {
        var rig = new Rig(seed).start();
        var wanted = new TreeMap<TaskId, TaskState>();
        var names = new ArrayList<String>();
        for (var i = 0; i < 40; i++) {
            disturb(rig, wanted, names);
        }
        rig.pass(Duration.ofMinutes(3));

        for (var name : names) {
            assertTrue(rig.count("start " + name) <= 1, "seed " + seed + ": " + rig.verbs);
        }
        wanted.forEach(
                (task, desired) ->
                        assertEquals(desired, rig.state(task), "seed " + seed + " task " + task));
        rig.assertNothingFailed();
    }

    private static void disturb(
            Rig rig, TreeMap<TaskId, TaskState> wanted, ArrayList<String> names) {
        switch (rig.kernel.below(6)) {
            case 0, 1 -> {
                var name = "t" + names.size();
                names.add(name);
                wanted.put(rig.task(name, rig.machine.sleeps()), TaskState.RUNNING);
            }
            case 2 ->
                    pick(
                            rig,
                            wanted,
                            task -> {
                                rig.slice.want(task, TaskState.SHUTDOWN);
                                wanted.put(task, TaskState.SHUTDOWN);
                            });
            case 3 ->
                    pick(
                            rig,
                            wanted,
                            task -> {
                                rig.slice.remove(task);
                                wanted.remove(task);
                            });
            case 4 -> {
                rig.plugOut();
                rig.plugIn();
            }
            default -> {
                rig.crash();
                rig.start();
            }
        }
        for (var i = rig.kernel.below(30); i > 0; i--) {
            rig.kernel.step();
        }
    }

    private static void pick(Rig rig, TreeMap<TaskId, TaskState> wanted, Consumer<TaskId> what) {
        if (!wanted.isEmpty()) {
            what.accept(List.copyOf(wanted.keySet()).get(rig.kernel.below(wanted.size())));
        }
    }

    private String last() {
        var history = rig.slice.history();
        return history.get(history.size() - 1);
    }
}
