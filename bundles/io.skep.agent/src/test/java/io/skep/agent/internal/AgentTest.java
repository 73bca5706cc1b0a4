package io.skep.agent.internal;

import static io.skep.agent.internal.Samples.assignment;
import static io.skep.agent.internal.Samples.description;
import static io.skep.agent.internal.Samples.task;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.model.TaskState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AgentTest extends AgentCase {

    @Test
    void ND_1_beginsWithTheNodesFactsAndAddresses() {
        slice.describe(description("box"));
        kernel.runFor(SOON);

        assertEquals(1, manager.hellos.size());
        var hello = manager.hellos.get(0);
        assertEquals(description("box"), hello.description());
        assertEquals("10.0.0.5", hello.addr());
        assertEquals("10.0.0.5:2377", hello.endpoint());
    }

    @Test
    void ND_11_writesAddressesOfVersion6AndOtherPortsAsTheyAre() {
        settings = Map.of("advertise", "fd00::1", "listen", "[::]:4000");
        described();
        assertEquals("fd00::1", last().addr());
        assertEquals("[fd00::1]:4000", last().endpoint());

        settings = Map.of("advertise", "10.0.0.5:5000", "listen", "0.0.0.0:4000");
        crash();
        kernel.runFor(WITHIN_RETRY);

        assertEquals("10.0.0.5", last().addr());
        assertEquals("10.0.0.5:5000", last().endpoint());
    }

    @Test
    void showsTheBareNodeWhenNoRuntimeSaysWhatItIs() {
        kernel.runFor(Duration.ofSeconds(2));
        assertEquals(0, manager.hellos.size());
        kernel.runFor(Duration.ofSeconds(2));

        assertEquals("box", last().description().hostname());
    }

    @Test
    void saysHelloAtOnceAfterARestartWithTheFactsItRemembers() {
        described();

        crash();
        kernel.runFor(SOON);

        assertEquals(2, manager.hellos.size());
        assertEquals(description("box"), last().description());
    }

    @Test
    void ND_12_reportsFactsThatChange() {
        described();

        slice.describe(description("bigger"));
        kernel.runFor(SOON);

        var frame = manager.frames.get(manager.frames.size() - 1);
        assertEquals(description("bigger"), frame.description());
        assertEquals(1, manager.hellos.size());
    }

    @Test
    void DI_3_takesASetAndThenDifferences() {
        described();

        manager.set(assignment("a", TaskState.RUNNING), assignment("b", TaskState.RUNNING));
        manager.difference(List.of(task("a")), assignment("c", TaskState.READY));
        kernel.runFor(SOON);

        assertEquals(Set.of(task("b"), task("c")), slice.assignments().keySet());
        assertEquals(Samples.AUTH, slice.assignments().get(task("c")).registryAuth());
        assertEquals(2, manager.frames.get(manager.frames.size() - 1).applied());
    }

    @Test
    void countsASetOnlyWhenItIsComplete() {
        described();
        manager.set(assignment("old", TaskState.RUNNING));
        kernel.runFor(SOON);

        manager.part(true, assignment("a", TaskState.RUNNING));
        kernel.runFor(SOON);
        assertEquals(Set.of(task("old")), slice.assignments().keySet());
        manager.part(false, assignment("b", TaskState.RUNNING));
        kernel.runFor(SOON);

        assertEquals(Set.of(task("a"), task("b")), slice.assignments().keySet());
    }

    @Test
    void DI_3_beginsANewSessionWhenAssignmentsWereLost() {
        described();
        manager.set(assignment("a", TaskState.RUNNING));

        manager.lose();
        manager.difference(List.of(task("a")));
        kernel.runFor(WITHIN_RETRY);

        assertEquals(List.of("assignments were lost"), manager.closed);
        assertEquals(2, manager.hellos.size());
        assertEquals(Set.of(task("a")), slice.assignments().keySet());
    }

    @Test
    void TK_8_keepsItsTasksWhileNoManagerIsHeard() {
        described();
        manager.set(assignment("a", TaskState.RUNNING));
        kernel.runFor(SOON);
        manager.vanish();

        crash();
        kernel.runFor(Duration.ofMinutes(5));

        assertEquals(Set.of(task("a")), slice.assignments().keySet());
    }

    @Test
    void DI_1_beatsWhenTheManagerExpectsIt() {
        described();

        manager.beatAfter(Duration.ofSeconds(5));
        kernel.runFor(Duration.ofMillis(4_900));
        assertEquals(0, manager.beats());
        kernel.runFor(Duration.ofMillis(200));

        assertEquals(1, manager.beats());
    }

    @Test
    void beginsANewSessionWhenTheManagerIsSilent() {
        described();
        manager.beatAfter(Duration.ofSeconds(5));

        kernel.runFor(Duration.ofMillis(11_000));

        assertEquals(2, manager.hellos.size());
        assertEquals(List.of("the manager does not answer any more"), manager.closed);
    }

    @Test
    void beginsANewSessionWhenTheManagerDoesNotAnswerTheHello() {
        described();

        kernel.runFor(Duration.ofMillis(6_000));

        assertEquals(2, manager.hellos.size());
    }

    @Test
    void beginsANewSessionWhenTheManagerSaysWhatNobodyUnderstands() {
        described();

        manager.raw(new byte[] {9, 9, 9});
        kernel.runFor(WITHIN_RETRY);

        assertEquals(2, manager.hellos.size());
    }

    @Test
    void DI_7_comesBackSoonAndThenEverMoreSlowlyButAtLeastEveryEightSeconds() {
        described();
        manager.beatAfter(Duration.ofHours(1));
        kernel.runFor(SOON);
        manager.vanish();
        kernel.runFor(Duration.ofMinutes(10));

        manager.serve();
        kernel.runFor(Duration.ofSeconds(8));

        assertEquals(2, manager.hellos.size());
    }

    @Test
    void isBackWithinAQuarterOfAShortOutage() {
        described();
        manager.vanish();
        kernel.runFor(Duration.ofSeconds(2));

        manager.serve();
        kernel.runFor(Duration.ofMillis(600));

        assertEquals(2, manager.hellos.size());
    }

    @Test
    void DI_7_isPatientAgainOnlyAfterASessionThatWorked() {
        described();
        manager.vanish();
        kernel.runFor(Duration.ofMinutes(10));
        manager.serve();
        kernel.runUntil(() -> manager.hellos.size() == 2, Duration.ofSeconds(9));
        manager.set();
        kernel.runFor(SOON);

        manager.vanish();
        manager.serve();
        kernel.runFor(Duration.ofMillis(120));

        assertEquals(3, manager.hellos.size());
    }

    @Test
    void ND_2_saysGoodbyeWhenItStops() {
        described();

        var stopped = agent.stop().toCompletableFuture();
        kernel.runFor(SOON);

        assertTrue(stopped.isDone());
        assertTrue(manager.frames.get(manager.frames.size() - 1).goodbye());
        assertEquals(List.of("goodbye"), manager.closed);
        kernel.runFor(Duration.ofMinutes(1));
        assertEquals(1, manager.hellos.size());
    }

    @Test
    void CL_3_emptiesTheSliceWhenTheNodeLeavesAndHearsNoManagerAnyMore() {
        working();

        var left = agent.leave().toCompletableFuture();
        manager.set(assignment("a", TaskState.RUNNING));
        kernel.runFor(Duration.ofMinutes(1));

        assertTrue(left.isDone());
        assertEquals(Map.of(), slice.assignments());
        assertEquals(1, manager.hellos.size());
        crash();
        assertEquals(Map.of(), slice.assignments());
    }

    @Test
    void waitsForAManagerToBeKnown() {
        net.managers();
        slice.describe(description("box"));
        kernel.runFor(Duration.ofSeconds(5));
        assertEquals(0, manager.hellos.size());

        net.managers(LEADER);
        kernel.runFor(Duration.ofSeconds(3));

        assertFalse(manager.hellos.isEmpty());
    }
}
