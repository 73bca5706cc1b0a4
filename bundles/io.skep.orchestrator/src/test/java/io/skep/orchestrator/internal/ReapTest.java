package io.skep.orchestrator.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.itests.planning.Bench;
import io.skep.itests.planning.Specs;
import io.skep.model.ServiceId;
import io.skep.model.Task;
import io.skep.model.TaskState;
import io.skep.model.spec.ClusterSpec;
import io.skep.model.spec.Orchestration;
import io.skep.model.spec.RestartCondition;
import io.skep.model.spec.ServiceSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReapTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Bench bench = Benches.withNodes(1);

    @Test
    void EN_3_keepsFiveTasksPerSlot() {
        var web = failing(Specs.restart(null).apply(Specs.replicated(2)), 10);

        for (int slot = 1; slot <= 2; slot++) {
            assertEquals(5, inSlot(web, slot).size());
        }
    }

    @Test
    void EN_3_forgetsTheOldestFirst() {
        var web = bench.users().create(Specs.replicated(1));
        bench.run();
        var first = bench.tasks(web).get(0);

        fail(web, 5);

        assertTrue(bench.state().tasks().get(first.id()).isEmpty());
        assertEquals(1, bench.live(web).size());
    }

    @Test
    void EN_3_keepsFiveTasksPerNodeOfGlobalServices() {
        bench.agents().join("n2");

        var web = failing(Specs.global(), 10);

        assertEquals(10, bench.tasks(web).size());
    }

    @Test
    void EN_3_keepsAsManyAsTheClusterSays() {
        retain(2L);

        assertEquals(2, bench.tasks(failing(Specs.replicated(1), 10)).size());
    }

    @Test
    void EN_3_keepsAllWhenTheLimitIsNegative() {
        retain(-1L);

        assertEquals(11, bench.tasks(failing(Specs.replicated(1), 10)).size());
    }

    @Test
    void EN_3_keepsOneMoreThanTheAttempts() {
        retain(0L);
        var policy = Specs.restart(RestartCondition.ANY, SECOND, 7);

        var web = failing(Specs.restart(policy).apply(Specs.replicated(1)), 20);

        assertEquals(8, bench.tasks(web).size());
    }

    @Test
    void EN_3_keepsWhatTellsThatASlotIsTaken() {
        retain(0L);
        var policy = Specs.restart(RestartCondition.NONE, SECOND, 0);
        var web = failing(Specs.restart(policy).apply(Specs.replicated(1)), 1);

        bench.elect();
        bench.runFor(Duration.ofMinutes(1));

        assertEquals(
                List.of(TaskState.FAILED), bench.tasks(web).stream().map(Task::state).toList());
    }

    @Test
    void EN_4_doesNotForgetTasksThatStillRun() {
        retain(1L);
        var web = bench.users().create(Specs.replicated(1));
        bench.run();
        var running = bench.live(web).get(0);
        bench.users()
                .availability(
                        running.plan().value().nodeId(), io.skep.model.spec.Availability.DRAIN);

        bench.settle();

        assertEquals(2, bench.tasks(web).size());
        assertEquals(TaskState.RUNNING, bench.task(running.id()).state());
    }

    @Test
    void EN_5_forgetsRemovedTasksWhenTheyStopped() {
        var web = bench.users().create(Specs.replicated(1));
        bench.run();
        bench.users().update(web, Specs.replicas(0));
        bench.settle();
        var stopping = bench.tasks(web).size();

        bench.run();

        assertEquals(1, stopping);
        assertEquals(0, bench.tasks(web).size());
    }

    @Test
    void EN_5_forgetsRemovedTasksAtOnceThatNobodyStarted() {
        var web = bench.users().create(Specs.constraints("node.id==x").apply(Specs.replicated(3)));
        bench.settle();
        var waiting = bench.tasks(web).size();

        bench.users().update(web, Specs.replicas(0));
        bench.settle();

        assertEquals(3, waiting);
        assertEquals(0, bench.tasks(web).size());
    }

    private ServiceId failing(ServiceSpec spec, int times) {
        var web = bench.users().create(spec);
        bench.run();
        fail(web, times);
        return web;
    }

    private void fail(ServiceId web, int times) {
        for (int i = 0; i < times; i++) {
            bench.live(web).forEach(task -> bench.agents().report(task.id(), TaskState.FAILED));
            bench.runFor(Duration.ofSeconds(6));
        }
    }

    private List<Task> inSlot(ServiceId web, int slot) {
        return bench.tasks(web).stream()
                .filter(task -> task.plan().value().slot() == slot)
                .toList();
    }

    private void retain(long limit) {
        var spec = ClusterSpec.defaults();
        bench.users()
                .cluster(
                        new ClusterSpec(
                                "default",
                                Map.of(),
                                new Orchestration(limit),
                                spec.raft(),
                                spec.dispatcher(),
                                spec.caConfig(),
                                spec.taskDefaults(),
                                spec.encryptionConfig(),
                                Map.of()));
    }
}
