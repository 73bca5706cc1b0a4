package io.skep.scheduler.engine.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.skep.control.Remedy;
import io.skep.control.Standing;
import io.skep.model.NodeId;
import io.skep.model.NodeState;
import io.skep.model.TaskState;
import io.skep.model.spec.Resources;
import io.skep.scheduler.spread.internal.SpreadStrategy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is said of tasks that wait and of those that were placed. */
class CounselTest {

    private final Rig rig = new Rig().with("spread", new SpreadStrategy());
    private final World world = rig.world;
    private final Counsel counsel = new Counsel(rig.strategies);

    @Test
    void namesTheSmallestChangeFirst() {
        world.node("n1").state("n1", NodeState.DOWN).node("n2").node("n3");
        world.pending("t1", "web", Specs.where("node.labels.disk==ssd", "node.hostname!=n2"));
        rig.plan();

        var remedies = counsel.remedies(world.state(), world.task("t1"));

        assertEquals(List.of("n3", "n2", "n1"), remedies.stream().map(Remedy::node).toList());
        assertEquals(
                List.of(
                        new Remedy.Step(
                                "Constraint",
                                "not node.labels.disk==ssd",
                                "docker node update --label-add disk=ssd n3",
                                "")),
                remedies.get(0).steps());
        assertEquals(
                "docker service update --constraint-rm 'node.hostname!=n2' web",
                remedies.get(1).steps().get(1).change());
    }

    @Test
    void freesWhatOthersHoldAndAsksForLessThanANodeHas() {
        world.node("n1").running("r1", "s", Specs.reserving(3 * World.CPU, 0), "n1");
        world.pending("t1", "web", Specs.reserving(2 * World.CPU, 9 * World.GIB));
        rig.plan();

        var steps = counsel.remedies(world.state(), world.task("t1")).get(0).steps();

        assertEquals(
                List.of(
                        new Remedy.Step(
                                "Resource",
                                "needs 2 CPUs, has 1 free",
                                "free 1 CPUs on n1",
                                "docker service update --reserve-cpu 1 web"),
                        new Remedy.Step(
                                "Resource",
                                "needs 9216 MiB of memory, has 8192 MiB free",
                                "docker service update --reserve-memory 8192m web",
                                "")),
                steps);
    }

    @Test
    void knowsNothingOfANodeThatNeverReported() {
        world.unheard("n1").pending("t1", "web", Specs.reserving(World.CPU, 0));

        var steps = counsel.remedies(world.state(), world.task("t1")).get(0).steps();

        assertEquals(List.of("bring n1 back"), steps.stream().map(Remedy.Step::change).toList());
    }

    @Test
    void saysWhichStrategyIsThereWhenTheWantedOneIsNot() {
        world.node("n1").plug("clever").pending("t1", "web", Specs.ANY);
        rig.plan();

        var step = counsel.remedies(world.state(), world.task("t1")).get(0).steps().get(0);

        assertEquals("skep:plug-use scheduler spread", step.change());
    }

    @Test
    void saysNothingOfTasksThatWaitForNoNode() {
        world.node("n1").running("t1", "web", Specs.ANY, "n1");
        world.pending("t2", "web", Specs.where("node.id==x")).desired("t2", TaskState.SHUTDOWN);

        assertEquals(List.of(), counsel.remedies(world.state(), world.task("t1")));
        assertEquals(List.of(), counsel.remedies(world.state(), world.task("t2")));
    }

    @Test
    void ranksNodesAsIfTheTaskWereNotThere() {
        world.node("n1").node("n2").node("n3");
        world.running("r1", "web", Specs.ANY, "n2").running("r2", "other", Specs.ANY, "n3");
        world.running("t1", "web", Specs.ANY, "n1");

        var ranking = counsel.ranking(world.state(), world.task("t1"), world.now());

        assertEquals(
                List.of(
                        new Standing(new NodeId("n1"), "n1", 0, 0, 0),
                        new Standing(new NodeId("n3"), "n3", 0, 1, 0),
                        new Standing(new NodeId("n2"), "n2", 1, 1, 0)),
                ranking);
    }

    @Test
    void ranksEmptyBranchesFirst() {
        var any = new Resources(0, 0, List.of());
        world.node("n1", any, Map.of("zone", "a")).node("n2", any, Map.of("zone", "a"));
        world.node("n3", any, Map.of("zone", "b"));
        world.running("r1", "web", Specs.ANY, "n1").running("r2", "other", Specs.ANY, "n3");
        world.running("t1", "web", Specs.spreadOver("node.labels.zone"), "n3");

        var ranking = counsel.ranking(world.state(), world.task("t1"), world.now());

        assertEquals(List.of("n3", "n2", "n1"), ranking.stream().map(Standing::node).toList());
    }

    @Test
    void countsFailuresOfFiveMinutes() {
        world.node("n1").running("f1", "web", Specs.ANY, "n1").observed("f1", TaskState.FAILED);
        world.running("t1", "web", Specs.ANY, "n1");
        var soon = world.now().plus(Duration.ofMinutes(5));

        var ranking = counsel.ranking(world.state(), world.task("t1"), soon);
        var later = counsel.ranking(world.state(), world.task("t1"), soon.plusSeconds(1));

        assertEquals(1, ranking.get(0).failures());
        assertEquals(0, later.get(0).failures());
    }
}
