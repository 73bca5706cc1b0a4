package io.skep.node.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.lifecycle.Duty.Scope;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DutiesTest extends HostCase {

    @Test
    void startsAndStopsDutiesOfTheLeaderWithLeadership() {
        led();
        chores.news();

        throne.lead(false);
        kernel.runFor(SOON);
        assertEquals(List.of("planner stops"), chores.news());
        throne.lead(true);
        kernel.runFor(SOON);

        assertEquals(List.of("planner starts"), chores.news());
    }

    @Test
    void triesAgainWithGrowingDelayAndShowsWhy() {
        control.refusals = 3;
        led();

        assertEquals("error", host.local().state());
        assertEquals("duty control: no disk", host.local().error());
        kernel.runFor(Duration.ofMillis(1_100));
        assertEquals(2, control.contexts.size());
        kernel.runFor(Duration.ofMillis(1_100));
        assertEquals(2, control.contexts.size());
        kernel.runFor(Duration.ofSeconds(6));

        assertEquals(4, control.contexts.size());
        assertEquals("active", host.local().state());
        assertEquals("", host.local().error());
    }

    @Test
    void staysActiveWhenAWorkersDutyFailsButSaysSo() {
        runtime.refusals = 1;
        led();

        assertEquals("active", host.local().state());
        assertEquals("duty runtime: no disk", host.local().error());
    }

    @Test
    void startsADutyThatAppearsLaterInItsPlace() {
        host.remove(agent);
        kernel.runFor(SOON);
        led();
        assertFalse(chores.told.contains("runtime starts"));
        chores.news();

        host.add(agent);
        kernel.runFor(SOON);

        assertEquals(List.of("agent starts", "runtime starts"), chores.news());
    }

    @Test
    void stopsADutyThatGoesAfterThoseThatFollowIt() {
        led();
        chores.news();

        var gone = host.remove(agent).toCompletableFuture();
        kernel.runFor(SOON);

        assertTrue(gone.isDone());
        assertEquals(List.of("runtime stops", "agent stops"), chores.news());
    }

    @Test
    void stopsADutyThatGoesNotBeforeThoseThatFollowItHaveStopped() {
        led();
        control.silent = true;
        chores.news();

        host.remove(store);
        kernel.runFor(Duration.ofSeconds(4));
        assertEquals(List.of("control stops"), chores.news());
        kernel.runFor(Duration.ofSeconds(4));

        assertEquals(List.of("store stops"), chores.news());
    }

    @Test
    void startsADutyAfterThoseOfWiderScopesThatItFollows() {
        var guard = chores.chore("guard", Scope.MANAGER, "agent", "door");
        host.remove(agent);
        host.add(guard);
        led();
        assertFalse(chores.told.contains("guard starts"));
        chores.news();

        host.add(agent);
        kernel.runFor(SOON);
        assertEquals("agent starts", chores.told.get(0));
        assertTrue(chores.news().contains("guard starts"));
        host.remove(agent);
        kernel.runFor(SOON);

        var told = chores.news();
        assertTrue(told.indexOf("guard stops") < told.indexOf("agent stops"));
    }

    @Test
    void doesNotStartADutyThatFollowsOneOfANarrowerScope() {
        host.add(chores.chore("odd", Scope.WORKER, "store"));
        led();

        assertFalse(chores.told.contains("odd starts"));
    }

    @Test
    void doesNotStartDutiesThatFollowOneAnotherInACircle() {
        host.add(chores.chore("hen", Scope.NODE, "egg"));
        host.add(chores.chore("egg", Scope.NODE, "hen"));
        host.add(chores.chore("window", Scope.NODE));
        kernel.runFor(SOON);

        assertEquals(List.of("door starts", "window starts"), chores.news());
    }

    @Test
    void replacesADutyWhoseSuccessorComesFirst() {
        led();
        chores.news();
        var next = chores.chore("planner", Scope.LEADER);

        host.add(next);
        kernel.runFor(SOON);
        assertEquals(List.of(), chores.news());
        host.remove(planner);
        kernel.runFor(SOON);

        assertEquals(List.of("planner stops", "planner starts"), chores.news());
    }

    @Test
    void stopsEverythingDownwardWhenTheProcessEnds() {
        led();
        chores.news();

        var closed = host.close().toCompletableFuture();
        kernel.runFor(SOON);

        assertTrue(closed.isDone());
        assertEquals(
                List.of(
                        "planner stops",
                        "control stops",
                        "store stops",
                        "runtime stops",
                        "agent stops",
                        "door stops"),
                chores.news());
    }

    @Test
    void doesNotWaitForeverForADutyThatDoesNotStop() {
        led();
        runtime.silent = true;

        var closed = host.close().toCompletableFuture();
        kernel.runFor(Duration.ofSeconds(8));

        assertTrue(closed.isDone());
        assertTrue(chores.news().contains("door stops"));
    }

    @Test
    void givesUpOnADutyThatDoesNotStartInTime() {
        runtime.silent = true;
        led();

        kernel.runFor(Duration.ofMinutes(2).plusMillis(7_500));

        assertEquals("duty runtime: did not start within 120 s", host.local().error());
        assertTrue(chores.news().contains("runtime stops"));
        runtime.late.complete(null);
        kernel.runFor(Duration.ofMillis(1));
        assertEquals("duty runtime: did not start within 120 s", host.local().error());
    }
}
