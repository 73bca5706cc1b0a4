package io.skep.orchestrator.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.skep.itests.planning.Bench;
import io.skep.itests.planning.Specs;
import io.skep.model.NodeId;
import io.skep.model.ServiceId;
import io.skep.model.Task;
import io.skep.model.TaskState;
import io.skep.model.spec.Availability;
import io.skep.model.spec.ResourceRequirements;
import io.skep.model.spec.Resources;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class EnforcerTest {

    private static final Duration DELAY = Duration.ofSeconds(5);

    private final Bench bench = Benches.withNodes(2);

    @Test
    void EN_1_rejectsTasksWhoseNodeNoLongerFits() {
        var web = constrained();
        var task = bench.live(web).get(0);

        bench.users().label(node(task), "a", "x");
        bench.settle();

        var rejected = bench.task(task.id());
        assertEquals(TaskState.REJECTED, rejected.state());
        assertEquals("task rejected by constraint enforcer", rejected.plan().value().message());
        assertEquals("assigned node no longer meets constraints", rejected.plan().value().err());
        assertEquals(TaskState.SHUTDOWN, rejected.desired());
    }

    @Test
    void EN_1_restartsThemElsewhereAfterTheirDelay() {
        var web = constrained();
        var task = bench.live(web).get(0);

        bench.users().label(node(task), "a", "x");
        bench.run();
        var waiting = bench.live(web).get(0).desired();
        bench.runFor(DELAY);

        assertEquals(TaskState.READY, waiting);
        assertEquals(TaskState.RUNNING, bench.live(web).get(0).state());
        assertNotEquals(node(task), node(bench.live(web).get(0)));
    }

    @Test
    void EN_1_looksAtActiveNodesOnly() {
        var web = constrained();
        var task = bench.live(web).get(0);
        bench.users().availability(node(task), Availability.PAUSE);

        bench.users().label(node(task), "a", "x");
        bench.settle();

        assertEquals(TaskState.RUNNING, bench.task(task.id()).state());
    }

    @Test
    void EN_1_rejectsWhatNoLongerHasRoom() {
        var need = new ResourceRequirements(null, new Resources(0, 600, List.of()));
        bench.users().availability(new NodeId("n2"), Availability.PAUSE);
        var web = bench.users().create(Specs.resources(need).apply(Specs.replicated(2)));
        bench.run();
        bench.users().availability(new NodeId("n2"), Availability.ACTIVE);
        bench.run();

        bench.agents().has(new NodeId("n1"), new Resources(0, 1000, List.of()));
        bench.settle();

        var ended = bench.tasks(web).stream().filter(t -> t.state() == TaskState.REJECTED);
        assertEquals(1, ended.count());
    }

    private ServiceId constrained() {
        var spec = Specs.constraints("node.labels.a!=x").apply(Specs.replicated(1));
        var web = bench.users().create(spec);
        bench.run();
        return web;
    }

    private static NodeId node(Task task) {
        var node = task.plan().value().nodeId();
        if (node == null) {
            throw new AssertionError("has no node: " + task);
        }
        return node;
    }
}
