package io.skep.orchestrator.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.itests.planning.Bench;
import io.skep.itests.planning.Specs;
import io.skep.model.NodeId;
import io.skep.model.NodeState;
import io.skep.model.ServiceId;
import io.skep.model.Task;
import io.skep.model.TaskState;
import io.skep.model.spec.Availability;
import io.skep.model.spec.RestartCondition;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class OnePerNodeTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final NodeId N1 = new NodeId("n1");
    private static final NodeId N2 = new NodeId("n2");

    private final Bench bench = Benches.withNodes(3);

    @Test
    void SV_2_makesOneTaskOnEveryNode() {
        var web = running();

        assertEquals(List.of("n1", "n2", "n3"), Benches.nodes(bench, web));
        assertTrue(bench.live(web).stream().allMatch(task -> task.plan().value().slot() == 0));
        assertTrue(bench.live(web).stream().allMatch(t -> t.state() == TaskState.RUNNING));
    }

    @Test
    void SV_2_boundTasksAreBoundFromTheBeginning() {
        var alone = new Bench(new OrchestrateStage());
        alone.agents().join("n1");

        var web = alone.users().create(Specs.global());
        alone.settle();

        var task = alone.tasks(web).get(0);
        assertEquals(N1, task.plan().value().nodeId());
        assertEquals(TaskState.NEW, task.state());
        assertEquals("created", task.plan().value().message());
    }

    @Test
    void SV_2_makesATaskOnANodeThatJoins() {
        var web = running();

        bench.agents().join("n4");
        bench.run();

        assertEquals(List.of("n1", "n2", "n3", "n4"), Benches.nodes(bench, web));
    }

    @Test
    void SV_2_makesTasksOnlyWhereConstraintsHold() {
        bench.users().label(N2, "a", "x");

        var web = bench.users().create(Specs.constraints("node.labels.a!=x").apply(Specs.global()));
        bench.run();

        assertEquals(List.of("n1", "n3"), Benches.nodes(bench, web));
    }

    @Test
    void makesATaskWhereTheLabelNowFits() {
        bench.users().label(N2, "a", "x");
        var web = bench.users().create(Specs.constraints("node.labels.a!=x").apply(Specs.global()));
        bench.run();

        bench.users().label(N2, "a", "y");
        bench.run();

        assertEquals(List.of("n1", "n2", "n3"), Benches.nodes(bench, web));
    }

    @Test
    void ND_5_stopsTheTaskOfADrainedNode() {
        var web = running();

        bench.users().availability(N1, Availability.DRAIN);
        bench.run();

        assertEquals(List.of("n2", "n3"), Benches.nodes(bench, web));
    }

    @Test
    void makesATaskAgainWhenADrainedNodeReturns() {
        var web = running();
        bench.users().availability(N1, Availability.DRAIN);
        bench.run();

        bench.users().availability(N1, Availability.ACTIVE);
        bench.run();

        assertEquals(List.of("n1", "n2", "n3"), Benches.nodes(bench, web));
    }

    @Test
    void makesATaskAgainWhenADownNodeReturns() {
        var web = running();
        var first = Benches.on(bench, web, N1);
        bench.agents().state(N1, NodeState.DOWN);
        bench.run();
        var down = Benches.nodes(bench, web);

        bench.agents().state(N1, NodeState.READY);
        bench.run();

        assertEquals(List.of("n2", "n3"), down);
        assertEquals(List.of("n1", "n2", "n3"), Benches.nodes(bench, web));
        assertEquals(TaskState.SHUTDOWN, bench.task(first.id()).state());
    }

    @Test
    void ND_4_keepsRunningTasksOfAPausedNodeButReplacesNone() {
        var web = running();
        bench.users().availability(N1, Availability.PAUSE);
        bench.runFor(MINUTE);
        var kept = Benches.nodes(bench, web);

        bench.agents().report(Benches.on(bench, web, N1).id(), TaskState.FAILED);
        bench.runFor(MINUTE);
        var failed = Benches.nodes(bench, web);
        bench.users().availability(N1, Availability.ACTIVE);
        bench.run();

        assertEquals(List.of("n1", "n2", "n3"), kept);
        assertEquals(List.of("n2", "n3"), failed);
        assertEquals(List.of("n1", "n2", "n3"), Benches.nodes(bench, web));
    }

    @Test
    void ND_4_makesNoTaskOnAPausedNode() {
        bench.users().availability(N1, Availability.PAUSE);

        var web = running();

        assertEquals(List.of("n2", "n3"), Benches.nodes(bench, web));
    }

    @Test
    void ND_9_forgetsTheTasksOfARemovedNode() {
        var web = running();

        bench.users().remove(N1);
        bench.run();

        assertEquals(2, bench.tasks(web).size());
    }

    @Test
    void RS_2_restartsOnTheSameNodeAfterTheDelay() {
        var web = running();
        var task = Benches.on(bench, web, N1);

        bench.agents().report(task.id(), TaskState.FAILED);
        bench.run();
        var waiting = Benches.on(bench, web, N1).desired();
        bench.runFor(Duration.ofSeconds(5));

        assertEquals(TaskState.READY, waiting);
        assertNotEquals(task.id(), Benches.on(bench, web, N1).id());
        assertEquals(TaskState.RUNNING, Benches.on(bench, web, N1).state());
    }

    @Test
    void RS_6_countsAttemptsPerNode() {
        var policy = Specs.restart(RestartCondition.ANY, Duration.ofSeconds(1), 1);
        var web = bench.users().create(Specs.restart(policy).apply(Specs.global()));
        bench.run();

        for (int i = 0; i < 5; i++) {
            onN1(web).forEach(t -> bench.agents().report(t.id(), TaskState.FAILED));
            bench.runFor(Duration.ofSeconds(1));
        }

        assertEquals(List.of("n2", "n3"), Benches.nodes(bench, web));
    }

    @Test
    void relabelledNodesLoseTheirTask() {
        var web = bench.users().create(Specs.constraints("node.labels.a!=x").apply(Specs.global()));
        bench.run();

        bench.users().label(N1, "a", "x");
        bench.runFor(MINUTE);

        assertEquals(List.of("n2", "n3"), Benches.nodes(bench, web));
    }

    @Test
    void otherConstraintsStopTasksAtOnce() {
        bench.users().label(N1, "a", "x");
        bench.users().label(N2, "a", "x");
        var web = running();

        bench.users().update(web, Specs.constraints("node.labels.a!=x"));
        bench.settle();

        assertEquals(List.of("n3"), Benches.nodes(bench, web));
    }

    private ServiceId running() {
        var web = bench.users().create(Specs.global());
        bench.run();
        return web;
    }

    private List<Task> onN1(ServiceId web) {
        return bench.live(web).stream()
                .filter(task -> N1.equals(task.plan().value().nodeId()))
                .toList();
    }
}
