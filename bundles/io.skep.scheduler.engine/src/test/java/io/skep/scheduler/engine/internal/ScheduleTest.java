package io.skep.scheduler.engine.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.model.TaskState;
import io.skep.model.spec.PortConfig;
import io.skep.model.spec.Resources;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What becomes of tasks that wait. */
class ScheduleTest {

    private final Rig rig = Rig.spreading();
    private final World world = rig.world;

    @Test
    void SC_12_assignsATaskAndSaysSoInSwarmsWords() {
        world.node("n1").pending("t1", "s", Specs.ANY);

        rig.plan();

        var plan = world.plan("t1");
        assertEquals("n1", world.nodeOf("t1"));
        assertEquals(TaskState.ASSIGNED, plan.phase());
        assertEquals("scheduler assigned task to node", plan.message());
        assertEquals("spread 1.0.0", plan.placedBy());
        assertEquals("", plan.err());
    }

    @Test
    void SC_12_confirmsATaskThatIsBoundToItsNode() {
        world.node("n1").node("n2").bound("t1", "s", Specs.ANY, "n2");

        rig.plan();

        var plan = world.plan("t1");
        assertEquals("n2", world.nodeOf("t1"));
        assertEquals(TaskState.ASSIGNED, plan.phase());
        assertEquals("scheduler confirmed task can run on preassigned node", plan.message());
        assertEquals("", plan.placedBy());
    }

    @Test
    void SC_3_checksABoundTaskOnItsOwnNodeOnly() {
        var big = Specs.reserving(3 * World.CPU, 0);
        world.node("n1").node("n2");
        world.running("r1", "other", big, "n1").bound("t1", "s", big, "n1");

        rig.plan();

        assertEquals(TaskState.PENDING, world.plan("t1").phase());
        assertEquals("insufficient resources on 1 node", rig.error("t1"));
    }

    @Test
    void SC_3_placesBoundTasksBeforeOthers() {
        var big = Specs.reserving(3 * World.CPU, 0);
        world.node("n1").pending("t1", "a", big).bound("t2", "b", big, "n1");

        rig.plan();

        assertEquals(TaskState.ASSIGNED, world.plan("t2").phase());
        assertEquals("", world.nodeOf("t1"));
    }

    @Test
    void leavesATaskAloneWhoseNodeIsGone() {
        world.node("n1").bound("t1", "s", Specs.ANY, "n9");

        assertEquals(0, rig.plan());
    }

    @Test
    void SC_6_prefersNodesWithFewerTasksOfTheService() {
        world.node("n1").node("n2").node("n3");
        world.running("r1", "s", Specs.ANY, "n1");
        world.running("r2", "other", Specs.ANY, "n2").running("r3", "other", Specs.ANY, "n2");
        world.running("r4", "s", Specs.ANY, "n3").pending("t1", "s", Specs.ANY);

        rig.plan();

        assertEquals("n2", world.nodeOf("t1"));
    }

    @Test
    void SC_6_breaksTiesByAllTasksAndThenById() {
        world.node("n1").node("n2").node("n3");
        world.running("r1", "other", Specs.ANY, "n1").pending("t1", "s", Specs.ANY);

        rig.plan();

        assertEquals("n2", world.nodeOf("t1"));
    }

    @Test
    void SC_6_doesNotCountTasksThatAreNotWantedAnyMore() {
        world.node("n1").node("n2");
        world.running("r1", "s", Specs.ANY, "n1").desired("r1", TaskState.SHUTDOWN);
        world.running("r2", "s", Specs.ANY, "n2").pending("t1", "s", Specs.ANY);

        rig.plan();

        assertEquals("n1", world.nodeOf("t1"));
    }

    @Test
    void SC_8_levelsAGroupOverItsNodes() {
        world.node("n1").node("n2").node("n3");
        for (int i = 0; i < 4; i++) {
            world.running("r" + i, "s", Specs.ANY, "n1");
        }
        for (int i = 0; i < 5; i++) {
            world.pending("t" + i, "s", Specs.ANY);
        }

        rig.plan();

        assertEquals(List.of(4L, 3L, 2L), counts("n1", "n2", "n3"));
    }

    @Test
    void SC_7_avoidsANodeOnWhichTheServiceFailedFiveTimes() {
        world.node("n1").node("n2").running("r1", "other", Specs.ANY, "n2");
        fail("s", 5);
        world.pending("t1", "s", Specs.ANY).pending("u1", "elsewhere", Specs.ANY);

        rig.plan();

        assertEquals("n2", world.nodeOf("t1"));
        assertEquals("n1", world.nodeOf("u1"), "other services are not affected (trap 55)");
    }

    @Test
    void SC_7_isNotImpressedByFourFailures() {
        world.node("n1").node("n2").running("r1", "other", Specs.ANY, "n2");
        fail("s", 4);
        world.pending("t1", "s", Specs.ANY);

        rig.plan();

        assertEquals("n1", world.nodeOf("t1"), "trap 56");
    }

    @Test
    void SC_7_forgivesANewVersionAndAfterFiveMinutes() {
        world.node("n1").node("n2").running("r1", "other", Specs.ANY, "n2");
        fail("s", 5);
        world.put("t1", World.plan("s", Specs.ANY, 2, List.of()));

        rig.plan();

        assertEquals("n1", world.nodeOf("t1"));
        world.observed("t1", TaskState.COMPLETE).later(Duration.ofMinutes(6));
        world.pending("t2", "s", Specs.ANY);
        rig.plan();
        assertEquals("n1", world.nodeOf("t2"));
    }

    @Test
    void SC_7_remembersFailuresOfTasksThatWereRemoved() {
        world.node("n1").node("n2").running("r1", "other", Specs.ANY, "n2");
        fail("s", 5);
        rig.plan(false);
        for (int i = 0; i < 5; i++) {
            world.commit(
                    List.of(
                            io.skep.model.Change.remove(
                                    io.skep.model.Kind.TASK, world.task("f" + i).id())));
        }
        world.pending("t1", "s", Specs.ANY);

        rig.plan();

        assertEquals("n2", world.nodeOf("t1"));
    }

    @Test
    void RE_2_chargesTasksUntilTheyHaveEnded() {
        var half = Specs.reserving(2 * World.CPU, 0);
        world.node("n1").running("r1", "s", half, "n1").running("r2", "s", half, "n1");
        world.desired("r1", TaskState.SHUTDOWN).pending("t1", "s", half);

        rig.plan();
        assertEquals("no suitable node (insufficient resources on 1 node)", rig.error("t1"));
        world.observed("r1", TaskState.SHUTDOWN);
        rig.plan();

        assertEquals("n1", world.nodeOf("t1"));
    }

    @Test
    void RE_2_countsWhatItPlacesItself() {
        var half = Specs.reserving(0, 4 * World.GIB);
        world.node("n1").node("n2");
        for (int i = 0; i < 5; i++) {
            world.pending("t" + i, "s" + i, half);
        }

        rig.plan();

        assertEquals(List.of(2L, 2L), counts("n1", "n2"));
        assertEquals("no suitable node (insufficient resources on 2 nodes)", rig.error("t4"));
    }

    @Test
    void RE_3_claimsNamesOfGenericResources() {
        var gpus =
                List.of(
                        Specs.named("gpu", "a"),
                        Specs.named("gpu", "b"),
                        Specs.named("gpu", "c"),
                        Specs.count("ssd", 2));
        world.node("n1", new Resources(World.CPU, World.GIB, gpus));
        var wants = new Resources(0, 0, List.of(Specs.count("gpu", 1), Specs.count("ssd", 1)));
        world.running(
                "r1",
                World.plan("s", Specs.reserving(wants)),
                "n1",
                List.of(Specs.named("gpu", "a"), Specs.count("ssd", 1)));
        world.pending("t1", "s", Specs.reserving(wants));
        world.pending("t2", "s", Specs.reserving(wants));

        rig.plan();

        assertEquals(
                List.of(Specs.named("gpu", "b"), Specs.count("ssd", 1)),
                world.plan("t1").genericResources());
        assertEquals("no suitable node (insufficient resources on 1 node)", rig.error("t2"));
    }

    @Test
    void RE_4_passesOverClaimsThatTheNodeNoLongerHas() {
        var gpu = new Resources(0, 0, List.of(Specs.named("gpu", "new")));
        world.node("n1", gpu);
        var wants = new Resources(0, 0, List.of(Specs.count("gpu", 1)));
        world.running(
                "r1",
                World.plan("s", Specs.reserving(wants)),
                "n1",
                List.of(Specs.named("gpu", "old")));
        world.pending("t1", "s", Specs.reserving(wants));

        rig.plan();

        assertEquals(List.of(Specs.named("gpu", "new")), world.plan("t1").genericResources());
    }

    @Test
    void SC_9_claimsHostPortsPerProtocol() {
        world.node("n1").node("n2");
        world.put("t1", publishing("a", "tcp", 80)).put("t2", publishing("b", "tcp", 80));
        world.put("t3", publishing("c", "tcp", 80)).put("t4", publishing("d", "udp", 80));

        rig.plan();

        assertEquals(List.of("n1", "n2", ""), nodes("t1", "t2", "t3"));
        assertEquals(
                "no suitable node (host-mode port already in use on 2 nodes)", rig.error("t3"));
        assertTrue(!world.nodeOf("t4").isEmpty());
    }

    @Test
    void SC_9_holdsHostPortsUntilTheirTaskHasEnded() {
        world.node("n1").running("r1", publishing("a", "", 80), "n1", List.of());
        world.desired("r1", TaskState.SHUTDOWN).put("t1", publishing("b", "tcp", 80));

        rig.plan();
        assertEquals("", world.nodeOf("t1"));
        world.observed("r1", TaskState.COMPLETE);
        rig.plan();

        assertEquals("n1", world.nodeOf("t1"));
    }

    @Test
    void PL_6_placesAtMostSoManyReplicasPerNode() {
        world.node("n1").node("n2").running("r1", "s", Specs.ANY, "n1");
        for (int i = 0; i < 4; i++) {
            world.pending("t" + i, "s", Specs.atMost(2));
        }

        rig.plan();

        assertEquals(List.of(2L, 2L), counts("n1", "n2"));
        assertEquals("no suitable node (max replicas per node limit exceed)", rig.error("t3"));
    }

    @Test
    void SC_11_doesNotWriteTheSameExplanationTwice() {
        world.node("n1").pending("t1", "s", Specs.where("node.labels.zone==west"));

        assertEquals(1, rig.plan());
        assertEquals(0, rig.plan());

        var refused = world.plan("t1").explain().get(0);
        assertEquals("n1", refused.node().value());
        assertEquals("Constraint", refused.filter());
        assertEquals("not node.labels.zone==west", refused.reason());
    }

    @Test
    void SC_10_endsATaskThatNobodyWantsAndThatNeverHadANode() {
        world.node("n1").pending("t1", "s", Specs.ANY).desired("t1", TaskState.SHUTDOWN);

        rig.plan();

        assertEquals(TaskState.SHUTDOWN, world.plan("t1").phase());
        assertEquals("", world.nodeOf("t1"));
    }

    @Test
    void SC_10_doesNotForgetATaskOfAnOlderVersion() {
        world.pending("t1", "s", Specs.ANY);
        rig.plan();
        world.put("t2", World.plan("s", Specs.ANY, 2, List.of()));
        rig.plan();

        world.node("n1");
        rig.plan();

        assertEquals(List.of("n1", "n1"), nodes("t1", "t2"));
    }

    @Test
    void leavesTasksAloneThatAreNotPending() {
        world.node("n1");
        world.put("t1", World.plan("s", Specs.ANY).withPhase(TaskState.NEW, World.BEGIN, "", ""));

        assertEquals(0, rig.plan());
    }

    @Test
    void doesNothingWhenNothingMayHaveChanged() {
        world.node("n1");
        rig.plan();
        world.pending("t1", "s", Specs.ANY);

        assertEquals(0, rig.plan(false));
    }

    @Test
    void PL_5_spreadsOverTheValuesOfALabel() {
        labelled("n1", "west").labelled("n2", "west").labelled("n3", "east").labelled("n4", "");
        for (int i = 0; i < 6; i++) {
            world.pending("t" + i, "s", Specs.spreadOver("node.labels.zone"));
        }

        rig.plan();

        assertEquals(List.of(1L, 1L, 2L, 2L), counts("n1", "n2", "n3", "n4"));
    }

    @Test
    void SC_8_givesAFullBranchsShareToItsSiblings() {
        labelled("n1", "west").labelled("n2", "east").labelled("n3", "north");
        world.availability("n1", io.skep.model.spec.Availability.DRAIN);
        world.running("r1", "s", Specs.ANY, "n2").running("r2", "s", Specs.ANY, "n2");
        for (int i = 0; i < 4; i++) {
            world.pending("t" + i, "s", Specs.spreadOver("node.labels.zone"));
        }

        rig.plan();

        assertEquals(List.of(0L, 3L, 3L), counts("n1", "n2", "n3"));
    }

    @Test
    void PL_5_nestsPreferences() {
        world.node("n1", new Resources(0, 0, List.of()), Map.of("zone", "a", "rack", "1"));
        world.node("n2", new Resources(0, 0, List.of()), Map.of("zone", "a", "rack", "2"));
        world.node("n3", new Resources(0, 0, List.of()), Map.of("zone", "b", "rack", "3"));
        for (int i = 0; i < 8; i++) {
            world.pending(
                    "t" + i, "s", Specs.spreadOver("node.labels.zone", "Node.Labels.rack", "odd"));
        }

        rig.plan();

        assertEquals(List.of(2L, 2L, 4L), counts("n1", "n2", "n3"));
    }

    private ScheduleTest labelled(String node, String zone) {
        world.node(
                node,
                new Resources(0, 0, List.of()),
                zone.isEmpty() ? Map.of() : Map.of("zone", zone));
        return this;
    }

    private void fail(String service, int times) {
        for (int i = 0; i < times; i++) {
            world.running("f" + i, service, Specs.ANY, "n1").observed("f" + i, TaskState.FAILED);
        }
    }

    private static io.skep.model.TaskPlan publishing(String service, String protocol, int port) {
        var ports = List.of(new PortConfig("", protocol, 80, port, "host"));
        return World.plan(service, Specs.ANY, 1, ports);
    }

    private List<Long> counts(String... nodes) {
        return List.of(nodes).stream().map(world::count).toList();
    }

    private List<String> nodes(String... tasks) {
        return List.of(tasks).stream().map(world::nodeOf).toList();
    }
}
