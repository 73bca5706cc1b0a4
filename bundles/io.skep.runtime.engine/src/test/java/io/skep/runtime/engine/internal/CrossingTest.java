package io.skep.runtime.engine.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.model.NetworkId;
import io.skep.model.TaskAttachment;
import io.skep.model.TaskId;
import io.skep.model.TaskState;
import io.skep.model.net.Link;
import io.skep.model.net.Passage;
import io.skep.model.net.Wiring;
import io.skep.runtime.engine.internal.net.Crossing;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What tasks with networks wait for. */
class CrossingTest {

    private static final NetworkId NET = new NetworkId("net");
    private static final TaskAttachment PLACE =
            new TaskAttachment(NET, List.of("10.50.0.10/24"), List.of(), Map.of());

    private static final Duration DRAIN = Duration.ofSeconds(10);

    private final Rig rig = new Rig(1);

    @AfterEach
    void noStepFailed() {
        rig.assertNothingFailed();
    }

    @Test
    void isPreparedWhenItsNetworksAreThere() {
        rig.start();
        var task = rig.task("t", List.of(PLACE));
        var early = rig.state(task);

        linked();

        assertEquals(TaskState.PREPARING, early);
        assertEquals(TaskState.READY, rig.state(task));
    }

    @Test
    void startsWhenEveryNodeKnowsItsAddresses() {
        rig.start();
        linked();
        var task = rig.task("t", List.of(PLACE));
        passage(task, false, false);
        var early = rig.state(task);

        passage(task, true, false);

        assertEquals(TaskState.READY, early);
        assertEquals(TaskState.RUNNING, rig.state(task));
    }

    @Test
    void startsAfterItsDeadlineWhenNobodySaysAnything() {
        rig.start();
        linked();
        var task = rig.task("t", List.of(PLACE));
        rig.pass(Crossing.PATIENCE.minusSeconds(1));
        var early = rig.state(task);

        rig.pass(Duration.ofSeconds(2));

        assertEquals(TaskState.READY, early);
        assertEquals(TaskState.RUNNING, rig.state(task));
    }

    @Test
    void drainsUntilItIsReleased() {
        var task = running();

        rig.want(task, TaskState.SHUTDOWN);
        var message = rig.slice.status(task).message();
        var early = rig.state(task);
        passage(task, true, true);

        assertEquals("draining", message);
        assertEquals(TaskState.RUNNING, early);
        assertEquals(TaskState.SHUTDOWN, rig.state(task));
        assertEquals(1, rig.slice.history().stream().filter("RUNNING draining"::equals).count());
    }

    @Test
    void drainsUntilNobodyIsConnected() {
        var task = running();
        rig.callers = 2;
        rig.want(task, TaskState.SHUTDOWN);
        passage(task, true, true);
        rig.pass(Duration.ofSeconds(5));
        var early = rig.state(task);

        rig.callers = 0;
        rig.pass(Duration.ofSeconds(1));

        assertEquals(TaskState.RUNNING, early);
        assertEquals(TaskState.SHUTDOWN, rig.state(task));
    }

    @Test
    void isStoppedWhenTheTimeForWhoIsConnectedIsOver() {
        var task = running();
        rig.callers = 2;
        rig.want(task, TaskState.SHUTDOWN);
        passage(task, true, true);
        rig.pass(DRAIN.minusSeconds(1));
        var early = rig.state(task);

        rig.pass(Duration.ofMillis(1_300));

        assertEquals(TaskState.RUNNING, early);
        assertEquals(TaskState.SHUTDOWN, rig.state(task));
    }

    @Test
    void isAskedNothingFromALittleBeforeItIsStoppedUntilALittleAfter() {
        var task = running();
        rig.callers = 2;
        rig.want(task, TaskState.SHUTDOWN);
        passage(task, true, true);
        rig.pass(DRAIN.minusMillis(400));
        var early = rig.slice.hushed();

        rig.pass(Duration.ofMillis(300));
        var before = rig.state(task);
        assertEquals(Set.of(task), rig.slice.hushed());
        rig.pass(Duration.ofMillis(300));
        assertEquals(Set.of(task), rig.slice.hushed());
        assertEquals(TaskState.SHUTDOWN, rig.state(task));
        rig.pass(Duration.ofSeconds(1));

        assertEquals(Set.of(), early);
        assertEquals(TaskState.RUNNING, before);
        assertEquals(Set.of(), rig.slice.hushed());
    }

    @Test
    void isStoppedAtOnceWhenNobodyIsConnected() {
        var task = running();
        rig.want(task, TaskState.SHUTDOWN);

        passage(task, true, true);

        assertEquals(TaskState.SHUTDOWN, rig.state(task));
        assertEquals(Set.of(), rig.slice.hushed());
    }

    @Test
    void isStoppedAfterItsDeadlineWhenNobodyReleasesIt() {
        var task = running();
        rig.want(task, TaskState.SHUTDOWN);
        rig.pass(Crossing.PATIENCE.minusSeconds(1));
        var early = rig.state(task);

        rig.pass(Duration.ofSeconds(2));

        assertEquals(TaskState.RUNNING, early);
        assertEquals(TaskState.SHUTDOWN, rig.state(task));
    }

    @Test
    void waitsForNothingWithoutNetworksOfTheCluster() {
        rig.start();
        var task = rig.task("t", List.of(TaskAttachment.local(NET, "host")));
        assertEquals(TaskState.RUNNING, rig.state(task));

        rig.want(task, TaskState.SHUTDOWN);

        assertEquals(TaskState.SHUTDOWN, rig.state(task));
    }

    @Test
    void isRejectedWithTheReasonWhenTheNodeCannotHaveItsNetwork() {
        rig.start();
        rig.slice.refuse(new TreeMap<>(Map.of(NET, "network web: cannot encrypt")));

        var task = rig.task("t", List.of(PLACE));

        assertEquals(TaskState.REJECTED, rig.state(task));
        assertTrue(rig.slice.status(task).err().contains("cannot encrypt"));
    }

    private TaskId running() {
        rig.start();
        linked();
        var task = rig.task("t", List.of(PLACE));
        passage(task, true, false);
        assertEquals(TaskState.RUNNING, rig.state(task));
        return task;
    }

    private void linked() {
        var link = new Link(NET, "skep1.net", "sk-net", List.of("10.50.0.1"));
        rig.slice.linked(new TreeMap<>(Map.of(NET, link)));
        rig.pass(Duration.ofMillis(200));
    }

    private void passage(TaskId task, boolean connected, boolean released) {
        var passages = List.of(new Passage(task, connected, released, DRAIN));
        var news = new Wiring.News(List.of(), List.of(), List.of(), passages, List.of());
        rig.slice.wire(Wiring.EMPTY.after(1, 4789, news));
        rig.pass(Duration.ofMillis(200));
    }
}
