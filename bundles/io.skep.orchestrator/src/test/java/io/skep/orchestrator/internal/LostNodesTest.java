package io.skep.orchestrator.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.itests.planning.Bench;
import io.skep.itests.planning.Specs;
import io.skep.model.NodeState;
import io.skep.model.ServiceId;
import io.skep.model.Task;
import io.skep.model.TaskState;
import io.skep.model.spec.Availability;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LostNodesTest {

    private static final Duration DELAY = Duration.ofSeconds(5);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Bench bench = Benches.withNodes(2);

    @Test
    void ND_2_leavesTasksOnUnknownAndDisconnectedNodesAlone() {
        var web = running();
        var task = only(web);

        for (var state : List.of(NodeState.UNKNOWN, NodeState.DISCONNECTED)) {
            bench.agents().state(task.plan().value().nodeId(), state);
            bench.runFor(MINUTE);
        }

        assertEquals(task.id(), only(web).id());
    }

    @Test
    void ND_4_keepsTasksOnPausedNodesAndRestartsThemElsewhere() {
        var web = running();
        var task = only(web);
        var node = task.plan().value().nodeId();
        bench.users().availability(node, Availability.PAUSE);
        bench.runFor(MINUTE);
        var kept = only(web).id();

        bench.agents().report(only(web).id(), TaskState.FAILED);
        bench.runFor(MINUTE);

        assertEquals(task.id(), kept);
        assertNotEquals(node, only(web).plan().value().nodeId());
    }

    @Test
    void ND_9_orphansTasksOfARemovedNodeAndReplacesThem() {
        var web = running();
        var task = only(web);

        bench.users().remove(task.plan().value().nodeId());
        bench.runFor(DELAY);

        var orphan = bench.task(task.id());
        assertEquals(TaskState.ORPHANED, orphan.state());
        assertEquals(
                "Task belonged to a node that has been deleted", orphan.plan().value().message());
        assertEquals(TaskState.RUNNING, only(web).state());
    }

    @Test
    void aNodeThatComesBackGetsNoTasksBack() {
        var web = running();
        var node = only(web).plan().value().nodeId();
        bench.agents().state(node, NodeState.DOWN);
        bench.runFor(DELAY);
        var moved = only(web);

        bench.agents().state(node, NodeState.READY);
        bench.runFor(MINUTE);

        assertEquals(moved.id(), only(web).id());
        assertTrue(bench.tasks(web).stream().filter(t -> !t.wanted()).allMatch(Task::terminal));
    }

    @Test
    void neverAssignedTasksAreStoppedAtOnce() {
        var alone = Benches.withNodes(0);
        var web = alone.users().create(Specs.replicated(1));
        alone.settle();

        alone.users().remove(web);
        alone.settle();

        assertEquals(List.of(), alone.tasks(web));
    }

    private ServiceId running() {
        var web = bench.users().create(Specs.replicated(1));
        bench.run();
        return web;
    }

    private Task only(ServiceId service) {
        assertEquals(1, bench.live(service).size());
        return bench.live(service).get(0);
    }
}
