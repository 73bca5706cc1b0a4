package io.skep.node.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.itests.sim.SimKernel;
import io.skep.itests.sim.SimSeams;
import io.skep.lifecycle.Duty.Scope;
import io.skep.model.ClusterId;
import io.skep.model.NodeId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostTest {

    private static final ClusterId CLUSTER = new ClusterId("cluster");
    private static final NodeId NODE = new NodeId("node");
    private static final Duration SOON = Duration.ofMillis(200);

    @TempDir private Path directory;

    private final SimKernel kernel = new SimKernel(1);
    private final SimSeams seams = kernel.node("n");
    private final Throne throne = new Throne();
    private final Chores chores = new Chores();
    private final Chores.Chore door = chores.chore("door", Scope.NODE);
    private final Chores.Chore store = chores.chore("store", Scope.MANAGER);
    private final Chores.Chore control = chores.chore("control", Scope.MANAGER, "store");
    private final Chores.Chore planner = chores.chore("planner", Scope.LEADER);
    private final Chores.Chore agent = chores.chore("agent", Scope.WORKER);
    private final Chores.Chore runtime = chores.chore("runtime", Scope.WORKER, "agent");
    private Host host;

    @BeforeEach
    void boot() {
        host = fresh();
    }

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
                        "runtime stops",
                        "agent stops",
                        "control stops",
                        "store stops"),
                chores.news());
        assertEquals("inactive", host.local().state());
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
                        "runtime stops",
                        "agent stops",
                        "control stops",
                        "store stops",
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

    private Host fresh() {
        var node = new Host(seams, directory, Map.of("hostname", "box", "advertise", "configured"));
        List.of(door, runtime, agent, control, store, planner).forEach(node::add);
        node.attach(throne);
        node.start();
        kernel.runFor(SOON);
        return node;
    }

    private void crash() {
        seams.crash();
        host = fresh();
    }

    private CompletableFuture<Void> found() {
        return host.found(CLUSTER, NODE, "0.0.0.0:2377", "10.0.0.5").toCompletableFuture();
    }

    private void led() {
        found();
        throne.lead(true);
        kernel.runFor(SOON);
    }

    /** Scopes start side by side; within one the order is fixed. */
    private static void checkOrder(List<String> told) {
        assertEquals(5, told.size());
        assertTrue(told.indexOf("store starts") < told.indexOf("control starts"));
        assertTrue(told.indexOf("agent starts") < told.indexOf("runtime starts"));
        assertEquals("planner starts", told.get(4));
    }
}
