package io.skep.node.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.lifecycle.Duty.Scope;
import io.skep.model.ClusterId;
import io.skep.model.spec.NodeRole;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class HostTest extends HostCase {

    @Test
    void startsDutiesOfTheNodeOnlyWhileItIsInNoCluster() {
        assertEquals(List.of("door starts"), chores.news());
        assertEquals("inactive", host.local().state());
        assertEquals("box", host.local().hostname());
        assertEquals("", host.local().nodeId());
    }

    @Test
    void givesTheNodeAnIdThatLastsUntilItHasOne() {
        var own = door.contexts.get(0);
        crash();

        assertEquals(own.node(), door.contexts.get(1).node());
        assertEquals(new ClusterId("0"), own.cluster());
    }

    @Test
    void foundsAClusterInTheOrderInWhichDutiesFollowOneAnother() {
        chores.news();

        var founded = found();
        kernel.runFor(SOON);
        assertFalse(founded.isDone());
        assertEquals("pending", host.local().state());
        throne.lead(true);
        kernel.runFor(SOON);

        assertTrue(founded.isDone());
        checkOrder(chores.news());
        assertEquals("active", host.local().state());
        assertTrue(host.local().manager());
        assertEquals("10.0.0.5", host.local().nodeAddr());
        assertEquals(2377, host.local().listenPort());
        assertEquals(NODE, agent.contexts.get(0).node());
        assertEquals("10.0.0.5", agent.contexts.get(0).setting("advertise", ""));
    }

    @Test
    void refusesToFoundASecondCluster() {
        led();

        var again = found();
        kernel.runFor(SOON);

        assertTrue(again.isCompletedExceptionally());
        assertEquals("active", host.local().state());
    }

    @Test
    void CL_4_stopsEverythingAndGoesOnAsTheOnlyManager() {
        led();
        throne.lead(false);
        kernel.runFor(SOON);
        chores.news();

        var refounded = host.refound("", "10.0.0.6").toCompletableFuture();
        kernel.runFor(SOON);
        assertFalse(refounded.isDone());
        assertEquals("pending", host.local().state());
        throne.lead(true);
        kernel.runFor(SOON);

        assertTrue(refounded.isDone());
        assertFalse(refounded.isCompletedExceptionally());
        var told = chores.news();
        assertTrue(told.indexOf("store stops") < told.indexOf("store starts"), "" + told);
        assertFalse(told.contains("door stops"), "" + told);
        assertEquals("true", store.last().setting("alone", ""));
        assertEquals("10.0.0.6", store.last().setting("advertise", ""));
        assertEquals("0.0.0.0:2377", store.last().setting("listen", ""));
        assertEquals("active", host.local().state());
        crash();
        assertEquals("", store.last().setting("alone", ""));
    }

    @Test
    void CL_4_goesOnAloneAlsoWhenItDiesBeforeItLeads() {
        led();
        throne.lead(false);
        host.refound("", "");
        kernel.runFor(SOON);

        crash();
        assertEquals("pending", host.local().state());
        assertEquals("true", store.last().setting("alone", ""));
        throne.lead(true);
        kernel.runFor(SOON);

        assertEquals("active", host.local().state());
    }

    @Test
    void refusesToGoOnAloneAsAWorker() {
        join(NodeRole.WORKER);
        kernel.runFor(SOON);

        var refused = host.refound("", "").toCompletableFuture();
        kernel.runFor(SOON);

        assertTrue(refused.isCompletedExceptionally());
        assertEquals("active", host.local().state());
    }

    @Test
    void staysActiveWhileADutyOfManagersIsReplaced() {
        led();
        var slow = chores.chore("control", Scope.MANAGER, "store");
        slow.silent = true;

        host.remove(control);
        host.add(slow);
        kernel.runFor(SOON);

        assertEquals("active", host.local().state());
    }

    @Test
    void isPendingUntilItsStoreWorks() {
        led();
        store.silent = true;

        crash();
        assertEquals("pending", host.local().state());
        store.late.complete(null);
        kernel.runFor(SOON);

        assertEquals("active", host.local().state());
    }

    @Test
    void resumesByItsFileAfterACrash() {
        led();

        crash();

        assertEquals("active", host.local().state());
        assertEquals("node", host.local().nodeId());
        assertEquals("cluster", host.local().clusterId());
        assertTrue(chores.news().containsAll(List.of("store starts", "runtime starts")));
    }

    @Test
    void undoesAClusterThatWasBeingFormedWhenItCrashed() throws Exception {
        found();
        kernel.runFor(SOON);
        Files.createDirectories(directory.resolve("consensus"));

        crash();
        kernel.runFor(SOON);

        assertEquals("inactive", host.local().state());
        assertFalse(Files.exists(directory.resolve("consensus")));
    }

    @Test
    void undoesAClusterWhoseStoreDoesNotStart() {
        store.refusals = 100;

        var founded = found();
        kernel.runFor(Duration.ofSeconds(2));

        assertTrue(founded.isCompletedExceptionally());
        assertEquals("inactive", host.local().state());
        chores.news();
        store.refusals = 0;
        led();
        assertEquals("active", host.local().state());
    }

    @Test
    void CL_3_leavesTasksFirstThenDutiesThenData() throws Exception {
        led();
        seams.disk("slice").replace("task", new byte[1]);
        Files.createDirectories(directory.resolve("consensus").resolve("1"));
        Files.createDirectories(directory.resolve("karaf"));
        agent.leaving = new CompletableFuture<>();
        chores.news();

        var left = host.leave().toCompletableFuture();
        kernel.runFor(SOON);
        assertTrue(chores.news().stream().allMatch(told -> told.endsWith("leaves")));
        agent.leaving.complete(null);
        throne.lead(false);
        kernel.runFor(SOON);

        assertTrue(left.isDone() && !left.isCompletedExceptionally());
        assertEquals(
                List.of(
                        "planner stops",
                        "control stops",
                        "store stops",
                        "runtime stops",
                        "agent stops"),
                chores.news());
        assertEquals("inactive", host.local().state());
        assertEquals(1, wallet.forgotten);
        assertEquals(List.of(), seams.disk("slice").names());
        assertFalse(Files.exists(directory.resolve("consensus")));
        assertTrue(Files.exists(directory.resolve("karaf")));
    }

    @Test
    void foundsAgainInTheSameProcessAfterItLeft() {
        led();
        host.leave();
        throne.lead(false);
        kernel.runFor(SOON);

        led();

        assertEquals("active", host.local().state());
    }

    @Test
    void goesOnLeavingWhenItCrashedInBetween() {
        led();
        agent.leaving = new CompletableFuture<>();
        host.leave();
        kernel.runFor(SOON);
        agent.leaving = CompletableFuture.completedFuture(null);
        throne.lead(false);
        chores.news();

        crash();

        assertEquals("inactive", host.local().state());
        var told = chores.news();
        assertTrue(told.containsAll(List.of("agent leaves", "runtime leaves", "runtime stops")));
        assertFalse(told.contains("store starts"));
    }

    @Test
    void keepsTheStateOfAMembershipThatCannotBeRead() {
        led();
        seams.disk("node").replace("membership", new byte[] {9, 9});
        chores.news();

        crash();

        assertEquals("error", host.local().state());
        assertTrue(host.local().error().contains("cannot be read"));
        assertEquals(List.of("door starts"), chores.news());
    }

    @Test
    void staysInsideAndTriesAgainWhenTheDataCannotBeDeleted() throws Exception {
        led();
        Files.createDirectories(directory.resolve("slice"));
        seams.workers().close();

        var left = host.leave().toCompletableFuture();
        throne.lead(false);
        kernel.runFor(SOON);

        assertTrue(left.isCompletedExceptionally());
        assertEquals("error", host.local().state());
        assertTrue(host.local().error().startsWith("cannot delete the cluster's data"));
    }
}
