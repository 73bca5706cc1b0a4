package io.skep.orchestrator.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.itests.planning.Bench;
import io.skep.itests.planning.Specs;
import io.skep.model.NodeId;
import io.skep.model.ServiceId;
import io.skep.model.Task;
import io.skep.model.TaskState;
import io.skep.model.spec.Availability;
import io.skep.model.spec.RestartCondition;
import io.skep.model.spec.ServiceMode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JobTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final NodeId N1 = new NodeId("n1");

    private final Bench bench = Benches.withNodes(2);

    @Test
    void JB_2_tasksAreToComplete() {
        var job = job(2, 2);

        assertEquals(List.of(TaskState.COMPLETE, TaskState.COMPLETE), Benches.desired(bench, job));
    }

    @Test
    void JB_3_fillsEachSlotOnceFromZero() {
        var job = job(2, 5);

        completeAll(job);

        var slots = bench.tasks(job).stream().map(task -> task.plan().value().slot()).sorted();
        assertEquals(List.of(0, 1, 2, 3, 4), slots.toList());
        assertTrue(bench.tasks(job).stream().allMatch(t -> t.state() == TaskState.COMPLETE));
    }

    @Test
    void JB_4_runsNoMoreAtOnceThanItMay() {
        var job = job(3, 10);
        int most = 0;

        for (int i = 0; i < 20; i++) {
            most = Math.max(most, going(job).size());
            going(job).stream().limit(1).forEach(this::complete);
            bench.run();
        }

        assertEquals(3, most);
        assertEquals(10, bench.tasks(job).size());
    }

    @Test
    void JB_4_countsTasksThatWaitForTheirRestart() {
        var job = job(2, 10);

        bench.agents().report(going(job).get(0).id(), TaskState.FAILED);
        bench.run();

        assertEquals(2, bench.live(job).size());
    }

    @Test
    void JB_4_survivesFewerCompletionsThanLiveTasks() {
        var job = job(5, 5);

        bench.users().update(job, spec -> spec.withMode(new ServiceMode.ReplicatedJob(1, 1)));
        bench.run();

        assertEquals(1, bench.live(job).size());
    }

    @Test
    void JB_5_restartsFailedTasksOnly() {
        var job = job(2, 2);
        var both = going(job);
        bench.agents().report(both.get(0).id(), TaskState.FAILED);
        complete(both.get(1));

        bench.runFor(Duration.ofSeconds(5));

        assertEquals(3, bench.tasks(job).size());
        var retried = going(job).stream().filter(t -> t.plan().value().startAfter() != null);
        assertEquals(TaskState.COMPLETE, retried.findFirst().orElseThrow().desired());
    }

    @Test
    void JB_5_preparesTheRestartedTaskWhileTheDelayRuns() {
        var job = job(1, 1);

        bench.agents().report(going(job).get(0).id(), TaskState.FAILED);
        bench.run();

        assertEquals(TaskState.READY, going(job).get(0).desired());
    }

    @Test
    void givesASlotUpThatMayNotBeRestarted() {
        var policy = Specs.restart(RestartCondition.ON_FAILURE, SECOND, 1);
        var spec = Specs.restart(policy).apply(Specs.of(new ServiceMode.ReplicatedJob(1, 2)));
        var job = bench.users().create(spec);
        bench.run();

        for (int i = 0; i < 10; i++) {
            going(job).stream()
                    .filter(task -> task.plan().value().slot() == 0)
                    .forEach(task -> bench.agents().report(task.id(), TaskState.FAILED));
            bench.runFor(SECOND);
        }
        completeAll(job);

        var ends = bench.tasks(job).stream().map(Task::state).toList();
        assertEquals(List.of(TaskState.FAILED, TaskState.FAILED, TaskState.COMPLETE), ends);
    }

    @Test
    void JB_6_beginsAnewWithEveryUpdate() {
        var job = job(2, 2);
        complete(going(job).get(0));
        bench.run();

        bench.users().update(job, Specs.labels(Map.of("a", "b")));
        bench.settle();
        var old = bench.tasks(job).stream().filter(t -> t.plan().value().jobIteration() == 0);
        var states = old.map(Task::desired).toList();
        bench.run();
        completeAll(job);

        assertEquals(List.of(TaskState.COMPLETE, TaskState.REMOVE), states);
        var completed = bench.tasks(job).stream().filter(t -> t.state() == TaskState.COMPLETE);
        assertEquals(3, completed.count());
        assertEquals(3, bench.tasks(job).size());
    }

    @Test
    void JB_6_givesUpRetriesOfOlderIterations() {
        var job = job(1, 1);
        bench.agents().report(going(job).get(0).id(), TaskState.FAILED);
        bench.users().update(job, Specs.force());
        bench.runFor(Duration.ofMinutes(1));

        assertEquals(1, bench.live(job).size());
        assertEquals(1, bench.live(job).get(0).plan().value().jobIteration());
    }

    @Test
    void JB_8_runsOnceOnEveryNodeThatTakesTasks() {
        bench.users().availability(N1, Availability.PAUSE);

        var job = bench.users().create(Specs.of(new ServiceMode.GlobalJob()));
        bench.run();
        var first = Benches.nodes(bench, job);
        completeAll(job);
        bench.agents().join("n3");
        bench.users().availability(N1, Availability.ACTIVE);
        bench.run();

        assertEquals(List.of("n2"), first);
        assertEquals(
                List.of(TaskState.COMPLETE, TaskState.RUNNING, TaskState.RUNNING),
                bench.tasks(job).stream().map(Task::state).toList());
    }

    @Test
    void JB_8_stopsTasksOfDrainedNodes() {
        var job = bench.users().create(Specs.of(new ServiceMode.GlobalJob()));
        bench.run();

        bench.users().availability(N1, Availability.DRAIN);
        bench.run();

        assertEquals(List.of("n2"), Benches.nodes(bench, job));
    }

    @Test
    void JB_9_keepsCompletedTasksWhateverTheLimit() {
        var job = job(1, 1);

        for (int i = 0; i < 8; i++) {
            completeAll(job);
            bench.users().update(job, Specs.force());
            bench.run();
        }

        var completed = bench.tasks(job).stream().filter(t -> t.state() == TaskState.COMPLETE);
        assertEquals(8, completed.count());
    }

    @Test
    void JB_9_keepsCompletedTasksOfRemovedNodes() {
        var job = bench.users().create(Specs.of(new ServiceMode.GlobalJob()));
        bench.run();
        completeAll(job);

        bench.users().remove(N1);
        bench.run();

        assertEquals(2, bench.tasks(job).size());
    }

    @Test
    void JB_11_countsAttemptsOfGlobalJobsPerNode() {
        var policy = Specs.restart(RestartCondition.ON_FAILURE, SECOND, 2);
        var job =
                bench.users()
                        .create(Specs.restart(policy).apply(Specs.of(new ServiceMode.GlobalJob())));
        bench.run();

        for (int i = 0; i < 10; i++) {
            going(job).stream()
                    .filter(task -> N1.equals(task.plan().value().nodeId()))
                    .forEach(task -> bench.agents().report(task.id(), TaskState.FAILED));
            bench.runFor(SECOND);
        }

        var failed = bench.tasks(job).stream().filter(t -> t.state() == TaskState.FAILED);
        assertEquals(3, failed.count());
        assertEquals(List.of("n2"), Benches.nodes(bench, job));
    }

    private ServiceId job(long atOnce, long inAll) {
        var job = bench.users().create(Specs.of(new ServiceMode.ReplicatedJob(atOnce, inAll)));
        bench.run();
        return job;
    }

    private List<Task> going(ServiceId job) {
        return bench.live(job).stream().filter(task -> !task.terminal()).toList();
    }

    private void complete(Task task) {
        bench.agents().report(task.id(), TaskState.COMPLETE);
    }

    private void completeAll(ServiceId job) {
        while (!going(job).isEmpty()) {
            going(job).forEach(this::complete);
            bench.run();
        }
    }
}
