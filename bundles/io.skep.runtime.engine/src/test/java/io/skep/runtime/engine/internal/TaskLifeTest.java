package io.skep.runtime.engine.internal;

import static java.util.concurrent.CompletableFuture.failedFuture;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.model.TaskState;
import io.skep.model.spec.ContainerSpec;
import io.skep.runtime.spi.Handle;
import io.skep.runtime.spi.Observed;
import io.skep.runtime.spi.RuntimeFailure;
import io.skep.runtime.spi.Workload;
import io.skep.tck.runtime.Workloads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Source: swarm-behaviour TK-5 to TK-7, EX-1 to EX-8. */
class TaskLifeTest {

    private final Rig rig = new Rig(1);

    @AfterEach
    void noStepFailed() {
        rig.assertNothingFailed();
    }

    @Test
    void walksFromAcceptedToRunningWithDockersMessages() {
        rig.start();

        var task = rig.task("t", rig.machine.sleeps());

        assertEquals(
                List.of(
                        "ACCEPTED accepted",
                        "PREPARING preparing",
                        "READY prepared",
                        "STARTING starting",
                        "RUNNING started"),
                rig.slice.history());
        var container = rig.slice.status(task).container();
        assertEquals("c-t", container == null ? "" : container.containerId());
    }

    @Test
    void waitsWhenReadyUntilItIsWantedToRun() {
        rig.start();
        var task = rig.task("t", rig.machine.sleeps(), TaskState.READY);
        assertEquals(TaskState.READY, rig.state(task));

        rig.want(task, TaskState.RUNNING);

        assertEquals(TaskState.RUNNING, rig.state(task));
    }

    @Test
    void EN_1_stopsWhatTheManagerGaveUpAlsoAfterACrash() {
        rig.start();
        var task = rig.task("t", rig.machine.sleeps());
        rig.crash();
        rig.slice.giveUp(task);

        rig.start();
        rig.pass(Duration.ofSeconds(1));

        assertEquals(List.of(), rig.machine.running());
        assertEquals("SHUTDOWN shutdown", last());
    }

    @Test
    void isCompleteWhenItEndsWithZero() {
        rig.start();

        rig.task("t", rig.machine.exitsWith(0), TaskState.COMPLETE);

        assertEquals("COMPLETE finished", last());
    }

    @Test
    void hasFailedWhenItEndsWithAnotherCodeAndItsMessageStays() {
        rig.start();

        rig.task("t", rig.machine.exitsWith(3));

        assertEquals("FAILED started task: non-zero exit (3)", last());
    }

    @Test
    void isRejectedWhenItCannotBePrepared() {
        rig.start();

        rig.task("t", rig.machine.missing());

        assertEquals("REJECTED preparing no such program", last());
    }

    @Test
    void isRejectedWhenTheRuntimeRefusesIt() {
        rig.faults(
                plug ->
                        new Recorded(plug, new ArrayList<>()) {
                            @Override
                            public String refusal(Workload workload) {
                                return "not here";
                            }
                        });
        rig.start();

        rig.task("t", rig.machine.sleeps());

        assertEquals("REJECTED preparing not here", last());
    }

    @Test
    void isRejectedWhenAPlaceholderIsWrong() {
        rig.start();

        rig.task("t", withEnv("A={{.Nothing}}"));

        assertEquals(
                "REJECTED preparing expanding env failed: expanding \"A={{.Nothing}}\": template:"
                        + " expansion:1:4: executing \"expansion\" at <.Nothing>: can't evaluate"
                        + " field Nothing in type template.Context",
                last());
    }

    @Test
    void expandsPlaceholdersBeforeItPrepares() {
        var seen = new ArrayList<Workload>();
        rig.faults(
                plug ->
                        new Recorded(plug, new ArrayList<>()) {
                            @Override
                            public CompletionStage<Handle> prepare(Workload workload) {
                                seen.add(workload);
                                return super.prepare(workload);
                            }
                        });
        rig.start();

        rig.task("t", withEnv("A={{.Task.Name}}@{{.Node.Hostname}}"));

        assertEquals(List.of("A=kit.1.t@memory"), seen.get(0).container().env());
        assertEquals("kit.1.t", seen.get(0).name());
    }

    @Test
    void stopsWithTheGraceOfItsSpecAndKeepsTheContainer() {
        rig.start();
        var task = rig.task("t", withGrace(Duration.ofSeconds(33)));

        rig.want(task, TaskState.SHUTDOWN);

        assertEquals("SHUTDOWN shutdown", last());
        assertEquals(1, rig.count("stop t 33"));
        assertEquals(0, rig.count("remove t"));
    }

    @Test
    void removesTheContainerWhenTheTaskLeavesTheSlice() {
        rig.start();
        var task = rig.task("t", rig.machine.sleeps());
        rig.want(task, TaskState.REMOVE);
        assertEquals("SHUTDOWN shutdown", last());

        rig.remove(task);

        assertEquals(1, rig.count("remove t"));
    }

    @Test
    void stopsGentlyWhatLeavesTheSliceWhileItRuns() {
        rig.start();
        var task = rig.task("t", rig.machine.sleeps());

        rig.remove(task);

        assertEquals(List.of("prepare t", "start t", "stop t 10", "remove t"), rig.verbs);
    }

    @Test
    void isShutDownAtOnceWhileItIsPreparedAndNeverStarts() {
        var slow = new CompletableFuture<Void>();
        rig.faults(
                plug ->
                        new Recorded(plug, new ArrayList<>()) {
                            @Override
                            public CompletionStage<Handle> prepare(Workload workload) {
                                return slow.thenCompose(done -> super.prepare(workload));
                            }
                        });
        rig.start();
        var task = rig.task("t", rig.machine.sleeps());

        rig.want(task, TaskState.SHUTDOWN);
        assertEquals(TaskState.SHUTDOWN, rig.state(task));
        slow.complete(null);
        rig.remove(task);

        assertEquals(List.of("prepare t", "remove t"), rig.verbs);
    }

    @Test
    void triesAgainAfterASecondWhenTheRuntimeDoesNotAnswer() {
        var answers = new ArrayList<Boolean>(List.of(false, false, true));
        rig.faults(
                plug ->
                        new Recorded(plug, new ArrayList<>()) {
                            @Override
                            public CompletionStage<Observed> start(Handle handle) {
                                return answers.remove(0)
                                        ? super.start(handle)
                                        : failedFuture(RuntimeFailure.temporary("silent"));
                            }
                        });
        rig.start();
        var task = rig.task("t", rig.machine.sleeps());
        rig.pass(Duration.ofMillis(1500));
        assertEquals(TaskState.STARTING, rig.state(task));

        rig.pass(Duration.ofSeconds(1));

        assertEquals(TaskState.RUNNING, rig.state(task));
    }

    @Test
    void hasFailedWhenItCannotBeStarted() {
        rig.faults(
                plug ->
                        new Recorded(plug, new ArrayList<>()) {
                            @Override
                            public CompletionStage<Observed> start(Handle handle) {
                                return failedFuture(RuntimeFailure.fatal("starting failed"));
                            }
                        });
        rig.start();

        rig.task("t", rig.machine.sleeps());

        assertEquals("FAILED starting starting failed", last());
    }

    @Test
    void preparesTasksSideBySide() {
        var first = new CompletableFuture<Void>();
        rig.faults(
                plug ->
                        new Recorded(plug, new ArrayList<>()) {
                            @Override
                            public CompletionStage<Handle> prepare(Workload workload) {
                                return workload.task().value().equals("slow")
                                        ? first.thenCompose(done -> super.prepare(workload))
                                        : super.prepare(workload);
                            }
                        });
        rig.start();

        var slow = rig.task("slow", rig.machine.sleeps());
        var quick = rig.task("quick", rig.machine.sleeps());

        assertEquals(TaskState.PREPARING, rig.state(slow));
        assertEquals(TaskState.RUNNING, rig.state(quick));
    }

    @Test
    void waitsAcceptedWhileThereIsNoRuntime() {
        rig.start("memory");
        rig.plugOut();

        var task = rig.task("t", rig.machine.sleeps());
        assertEquals(TaskState.ACCEPTED, rig.state(task));
        rig.plugIn();
        rig.pass(Duration.ofSeconds(1));

        assertEquals(TaskState.RUNNING, rig.state(task));
    }

    @Test
    void goesOnWhenAFullDiskHasRoomAgain() {
        rig.start();
        rig.seams.disk("runtime").full(true);
        var task = rig.task("t", rig.machine.sleeps());
        rig.pass(Duration.ofSeconds(5));
        assertEquals(TaskState.PREPARING, rig.state(task));

        rig.seams.disk("runtime").full(false);
        rig.pass(Duration.ofSeconds(2));

        assertEquals(TaskState.RUNNING, rig.state(task));
        assertEquals(1, rig.count("start t"));
    }

    @Test
    void describesTheNodeOnceWhileNothingChanges() {
        rig.start();

        rig.pass(Duration.ofMinutes(5));

        assertEquals(1, rig.slice.descriptions().size());
        assertEquals(List.of("memory"), rig.slice.descriptions().get(0).runtimes());
        assertFalse(rig.slice.descriptions().get(0).hostname().isEmpty());
        assertTrue(rig.engine().rows().get(0).epoch() > 0);
    }

    private String last() {
        var history = rig.slice.history();
        return history.get(history.size() - 1);
    }

    private static ContainerSpec withEnv(String variable) {
        return changed(List.of(variable), null);
    }

    private static ContainerSpec withGrace(Duration grace) {
        return changed(List.of(), grace);
    }

    private static ContainerSpec changed(List<String> env, @Nullable Duration grace) {
        var c = Workloads.container("memory", List.of("sleep"));
        return new ContainerSpec(
                c.image(),
                c.labels(),
                c.command(),
                c.args(),
                "",
                env,
                "",
                "",
                List.of(),
                null,
                null,
                "",
                false,
                false,
                false,
                List.of(),
                grace,
                null,
                List.of(),
                null,
                List.of(),
                List.of(),
                "",
                Map.of(),
                List.of(),
                List.of(),
                List.of(),
                0);
    }
}
