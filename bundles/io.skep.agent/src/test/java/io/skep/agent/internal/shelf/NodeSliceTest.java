package io.skep.agent.internal.shelf;

import static io.skep.agent.internal.Samples.assignment;
import static io.skep.agent.internal.Samples.description;
import static io.skep.agent.internal.Samples.status;
import static io.skep.agent.internal.Samples.task;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.agent.internal.Samples;
import io.skep.itests.sim.SimKernel;
import io.skep.itests.sim.SimSeams;
import io.skep.model.TaskState;
import io.skep.model.net.Passage;
import io.skep.model.net.Wiring;
import io.skep.model.spec.Payload;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NodeSliceTest {

    private final SimKernel kernel = new SimKernel(1);
    private final SimSeams seams = kernel.node("n");
    private NodeSlice slice = new NodeSlice();
    private int wakes;
    private int changes;

    @BeforeEach
    void open() {
        slice.open(seams.disk("slice"), () -> wakes++);
    }

    @Test
    void isReadyWhenTheDiskWasRead() {
        assertFalse(new NodeSlice().ready().toCompletableFuture().isDone());
        assertTrue(slice.ready().toCompletableFuture().isDone());
    }

    @Test
    void isNotReadyAgainUntilItIsOpenedAgain() {
        slice.close();

        assertFalse(slice.ready().toCompletableFuture().isDone());
    }

    @Test
    void knowsItsNetworksAfterARestart() {
        var passage = new Passage(task("a"), true, false, Duration.ZERO);
        var news = new Wiring.News(List.of(), List.of(), List.of(), List.of(passage), List.of());
        slice.wire(Wiring.EMPTY.after(7, 4789, news));
        slice.keepWiring();

        crash();

        assertEquals(List.of(passage), slice.wiring().passages().stream().toList());
        assertEquals(7, slice.wiring().number());
        assertEquals(4789, slice.wiring().port());
    }

    @Test
    void TK_1_recordsHigherStatesOnly() {
        slice.replace(List.of(assignment("a", TaskState.RUNNING)));

        slice.observe(task("a"), status(TaskState.RUNNING));
        slice.observe(task("a"), status(TaskState.PREPARING));
        slice.observe(task("stranger"), status(TaskState.RUNNING));

        assertEquals(Map.of(task("a"), status(TaskState.RUNNING)), slice.observed());
        assertEquals(1, wakes);
    }

    @Test
    void ignoresAStatusThatAPowerCutTore() {
        slice.replace(
                List.of(assignment("a", TaskState.RUNNING), assignment("b", TaskState.RUNNING)));
        slice.observe(task("a"), status(TaskState.RUNNING));
        slice.observe(task("b"), status(TaskState.RUNNING));
        seams.disk("slice").replace("status.a", new byte[0]);

        crash();

        assertEquals(Map.of(task("b"), status(TaskState.RUNNING)), slice.observed());
        assertEquals(2, slice.assignments().size());
    }

    @Test
    void hasAnObservationOnDiskWhenItReturns() {
        slice.replace(List.of(assignment("a", TaskState.RUNNING)));
        slice.observe(task("a"), status(TaskState.RUNNING));

        crash();

        assertEquals(Map.of(task("a"), status(TaskState.RUNNING)), slice.observed());
    }

    @Test
    void failsAnObservationThatTheDiskRefusesAndTakesItLater() {
        slice.replace(List.of(assignment("a", TaskState.RUNNING)));
        seams.disk("slice").full(true);

        assertThrows(
                UncheckedIOException.class,
                () -> slice.observe(task("a"), status(TaskState.RUNNING)));
        assertEquals(Map.of(), slice.observed());
        seams.disk("slice").full(false);
        slice.observe(task("a"), status(TaskState.RUNNING));

        assertEquals(Set.of(task("a")), slice.observed().keySet());
    }

    @Test
    void TK_2_neverLowersADesiredState() {
        slice.replace(List.of(assignment("a", TaskState.SHUTDOWN)));

        slice.change(List.of(assignment("a", TaskState.RUNNING)), List.of());
        assertEquals(TaskState.SHUTDOWN, slice.assignments().get(task("a")).plan().desired());
        slice.replace(List.of(assignment("a", TaskState.READY)));

        assertEquals(TaskState.SHUTDOWN, slice.assignments().get(task("a")).plan().desired());
    }

    @Test
    void TK_8_showsAfterACrashWhatWasAssignedBeforeWithoutCredentials() {
        slice.replace(List.of(assignment("a", TaskState.RUNNING)));
        slice.change(List.of(assignment("b", TaskState.READY)), List.of());
        assertEquals(Samples.AUTH, slice.assignments().get(task("a")).registryAuth());

        crash();

        assertEquals(Set.of(task("a"), task("b")), slice.assignments().keySet());
        assertEquals(Samples.plan(TaskState.READY), slice.assignments().get(task("b")).plan());
        assertEquals(Payload.EMPTY, slice.assignments().get(task("a")).registryAuth());
    }

    @Test
    void forgetsTasksAndWhatWasObservedOfThem() {
        slice.replace(
                List.of(
                        assignment("a", TaskState.RUNNING),
                        assignment("b", TaskState.RUNNING),
                        assignment("c", TaskState.RUNNING)));
        List.of("a", "b", "c")
                .forEach(name -> slice.observe(task(name), status(TaskState.RUNNING)));

        slice.change(List.of(), List.of(task("a")));
        slice.replace(List.of(assignment("c", TaskState.RUNNING)));

        assertEquals(Set.of(task("c")), slice.observed().keySet());
        assertEquals(List.of("assignments", "status.c"), seams.disk("slice").names());
    }

    @Test
    void keepsAnObservationWhoseAssignmentWasNotOnDiskYet() {
        slice.replace(List.of(assignment("a", TaskState.RUNNING)));
        slice.observe(task("a"), status(TaskState.RUNNING));
        seams.disk("slice").delete("assignments");
        seams.disk("slice").sync();

        crash();
        assertEquals(Map.of(), slice.observed());
        slice.replace(List.of(assignment("a", TaskState.RUNNING)));

        assertEquals(Map.of(task("a"), status(TaskState.RUNNING)), slice.observed());
    }

    @Test
    void forgetsSuchAnObservationWhenASetDoesNotNameItsTask() {
        slice.replace(List.of(assignment("a", TaskState.RUNNING)));
        slice.observe(task("a"), status(TaskState.RUNNING));
        seams.disk("slice").delete("assignments");
        seams.disk("slice").sync();
        crash();

        slice.replace(List.of());
        slice.change(List.of(assignment("a", TaskState.RUNNING)), List.of());

        assertEquals(Map.of(), slice.observed());
    }

    @Test
    void worksWithAssignmentsThatTheDiskRefuses() {
        seams.disk("slice").full(true);

        slice.replace(List.of(assignment("a", TaskState.RUNNING)));

        assertEquals(Set.of(task("a")), slice.assignments().keySet());
    }

    @Test
    void ignoresFilesItCannotRead() {
        seams.disk("slice").replace("assignments", new byte[] {7});
        seams.disk("slice").replace("status.a", new byte[] {7});

        crash();

        assertEquals(Map.of(), slice.assignments());
    }

    @Test
    void tellsWatchersAtOnceAndAfterEveryChangeAndEverySet() {
        slice.watch(seams.loop("w"), () -> changes++);
        kernel.settle();
        assertEquals(1, changes);

        slice.replace(List.of());
        kernel.settle();
        assertEquals(2, changes);
        slice.change(List.of(assignment("a", TaskState.RUNNING)), List.of());
        kernel.settle();

        assertEquals(3, changes);
    }

    @Test
    void tellsNobodyWhoHasCancelled() {
        slice.watch(seams.loop("w"), () -> changes++).cancel();
        slice.replace(List.of());
        kernel.settle();

        assertEquals(1, changes);
    }

    @Test
    void remembersTheNodesFactsAndReportsDifferentOnesOnly() {
        slice.describe(description("box"));
        slice.describe(description("box"));
        assertEquals(1, wakes);

        crash();

        assertEquals(Optional.of(description("box")), slice.description());
    }

    private void crash() {
        seams.crash();
        slice = new NodeSlice();
        slice.open(seams.disk("slice"), () -> wakes++);
    }
}
