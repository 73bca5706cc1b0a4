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
import io.skep.model.NetworkId;
import io.skep.model.NodeId;
import io.skep.model.ServiceId;
import io.skep.model.TaskId;
import io.skep.model.TaskPlan;
import io.skep.model.TaskState;
import io.skep.model.net.Endpoint;
import io.skep.model.net.Passage;
import io.skep.model.net.Traffic;
import io.skep.model.net.Wiring;
import io.skep.model.spec.Payload;
import io.skep.seam.Disk;
import io.skep.slice.Assignment;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
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
    void knowsWhatChangedInItsNetworksAfterARestart() {
        var all = new ArrayList<Endpoint>();
        for (int i = 0; i < 100; i++) {
            all.add(endpoint("t" + i, Traffic.REACHABLE));
        }
        slice.wire(Wiring.EMPTY.after(7, 4789, endpoints(all, List.of())));
        slice.keepWiring();
        var some = List.of(endpoint("t1", Traffic.SERVING));
        slice.wire(slice.wiring().after(8, 4789, endpoints(some, List.of("net/t2"))));
        slice.keepWiring();
        var known = slice.wiring();

        crash();

        assertEquals(known, slice.wiring());
        assertEquals(List.of("wiring", "wiring.1"), seams.disk("slice").names());
    }

    private static Wiring.News endpoints(List<Endpoint> some, List<String> removed) {
        return new Wiring.News(List.of(), some, List.of(), List.of(), removed);
    }

    private static Endpoint endpoint(String task, Traffic traffic) {
        return new Endpoint(
                new NetworkId("net"),
                task(task),
                new ServiceId("s"),
                new NodeId("n"),
                "192.0.2.1",
                List.of("10.0.0.7/24"),
                1,
                "web.1." + task,
                traffic);
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
    void TK_8_knowsItsTasksAfterAnyNumberOfChanges() {
        var all = new ArrayList<Assignment>();
        for (int i = 0; i < 200; i++) {
            all.add(assignment("t" + i, TaskState.RUNNING));
        }
        slice.replace(all);
        var random = new Random(5);
        for (int step = 0; step < 400; step++) {
            var state = random.nextBoolean() ? TaskState.RUNNING : TaskState.SHUTDOWN;
            var some = List.of(assignment("t" + random.nextInt(250), state));
            var removed = List.of(task("t" + random.nextInt(250)));
            if (step % 97 == 50) {
                seams.disk("slice").full(true);
            }
            slice.change(some, removed);
            if (step % 97 == 52) {
                seams.disk("slice").full(false);
            }
            if (step % 97 == 60) {
                var known = slice.assignments();
                crash();
                assertEquals(plans(known), plans(slice.assignments()), "step " + step);
            }
        }
    }

    @Test
    void aCrowdThatComesInPiecesIsNotWrittenWithEachOfThem() {
        var written = new AtomicLong();
        slice.close();
        slice = new NodeSlice();
        slice.open(counting(seams.disk("slice"), written), () -> wakes++);

        for (int piece = 0; piece < 10; piece++) {
            slice.change(crowd(50 * piece, 50 * piece + 50), List.of());
        }
        var pieces = written.getAndSet(0);
        slice.replace(crowd(0, 500));

        assertTrue(pieces < 3 * written.get(), () -> pieces + " for " + written);
    }

    private static List<Assignment> crowd(int begin, int end) {
        return IntStream.range(begin, end)
                .mapToObj(i -> assignment("t" + i, TaskState.RUNNING))
                .toList();
    }

    /** The same disk; how much is written is added up. */
    private static Disk counting(Disk disk, AtomicLong bytes) {
        InvocationHandler counts =
                (proxy, method, given) -> {
                    if (method.getName().equals("replace")) {
                        bytes.addAndGet(((byte[]) given[1]).length);
                    }
                    return method.invoke(disk, given);
                };
        return (Disk)
                Proxy.newProxyInstance(
                        Disk.class.getClassLoader(), new Class<?>[] {Disk.class}, counts);
    }

    private static Map<TaskId, TaskPlan> plans(Map<TaskId, Assignment> assignments) {
        var plans = new TreeMap<TaskId, TaskPlan>();
        assignments.forEach((task, order) -> plans.put(task, order.plan()));
        return plans;
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
    void remembersATasksWayFromWhereItIsReady() {
        slice.replace(List.of(assignment("a", TaskState.RUNNING)));
        slice.observe(task("a"), status(TaskState.PREPARING));
        assertEquals(Set.of(task("a")), slice.observed().keySet());
        crash();
        assertEquals(Set.of(), slice.observed().keySet());

        slice.observe(task("a"), status(TaskState.READY));
        crash();

        assertEquals(TaskState.READY, slice.observed().get(task("a")).state());
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
