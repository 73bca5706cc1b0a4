package io.skep.scheduler.engine.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.skep.model.Change;
import io.skep.model.Kind;
import io.skep.model.TaskState;
import java.time.Duration;
import java.util.List;
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
            world.commit(List.of(Change.remove(Kind.TASK, world.task("f" + i).id())));
        }
        world.pending("t1", "s", Specs.ANY);

        rig.plan();

        assertEquals("n2", world.nodeOf("t1"));
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

    private void fail(String service, int times) {
        for (int i = 0; i < times; i++) {
            world.running("f" + i, service, Specs.ANY, "n1").observed("f" + i, TaskState.FAILED);
        }
    }

    private List<Long> counts(String... nodes) {
        return List.of(nodes).stream().map(world::count).toList();
    }

    private List<String> nodes(String... tasks) {
        return List.of(tasks).stream().map(world::nodeOf).toList();
    }
}
