package io.skep.orchestrator.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.skep.itests.planning.Bench;
import io.skep.itests.planning.Specs;
import io.skep.model.NodeState;
import io.skep.model.ServiceId;
import io.skep.model.Task;
import io.skep.model.TaskState;
import io.skep.model.spec.Availability;
import io.skep.model.spec.RestartCondition;
import io.skep.model.spec.RestartPolicy;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RestartTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration DELAY = Duration.ofSeconds(5);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Bench bench = Benches.withNodes(2);

    @Test
    void RS_1_restartsWhateverEndsByDefault() {
        for (var end : List.of(TaskState.COMPLETE, TaskState.FAILED, TaskState.REJECTED)) {
            var web = running(null);

            end(web, end);
            bench.runFor(DELAY);

            assertEquals(
                    List.of(TaskState.SHUTDOWN, TaskState.RUNNING), Benches.desired(bench, web));
            assertEquals(TaskState.RUNNING, only(web).state());
        }
    }

    @Test
    void RS_1_neverRestartsUnderNone() {
        var web = running(Specs.restart(RestartCondition.NONE, DELAY, 0));

        end(web, TaskState.FAILED);
        bench.runFor(MINUTE);

        assertEquals(List.of(TaskState.SHUTDOWN), Benches.desired(bench, web));
    }

    @Test
    void RS_2_preparesTheReplacementWhileTheDelayRuns() {
        var web = running(null);
        var first = only(web);

        end(web, TaskState.FAILED);
        bench.runFor(DELAY.minusMillis(1));
        var waiting = only(web);
        bench.runFor(Duration.ofMillis(1));

        assertEquals(TaskState.READY, waiting.desired());
        assertEquals(TaskState.READY, waiting.state());
        assertEquals(first.plan().value().slot(), waiting.plan().value().slot());
        assertNotEquals(first.id(), waiting.id());
        assertEquals(waiting.id(), only(web).id());
        assertEquals(TaskState.RUNNING, only(web).state());
    }

    @Test
    void RS_2_takesTheDelayFromTheTaskThatEnded() {
        var web = running(Specs.restart(RestartCondition.ANY, Duration.ofSeconds(20), 0));
        bench.users()
                .update(web, Specs.restart(Specs.restart(RestartCondition.ANY, Duration.ZERO, 0)));
        bench.run();

        end(web, TaskState.FAILED);
        bench.runFor(Duration.ofSeconds(19));
        var early = only(web).desired();
        bench.runFor(SECOND);

        assertEquals(TaskState.READY, early);
        assertEquals(TaskState.RUNNING, only(web).desired());
    }

    @Test
    void RS_2_startsAtOnceWithoutDelay() {
        var web = running(Specs.restart(RestartCondition.ANY, Duration.ZERO, 0));

        end(web, TaskState.FAILED);
        bench.settle();

        assertEquals(TaskState.RUNNING, only(web).desired());
    }

    @Test
    void RS_3_waitsUntilTheOldTaskStopped() {
        var web = running(null);
        var old = only(web);
        bench.users().availability(old.plan().value().nodeId(), Availability.DRAIN);
        bench.settle();
        bench.agents().obey(task -> !task.id().equals(old.id()));
        bench.pass(Duration.ofSeconds(30));
        var waiting = only(web).desired();

        bench.agents().obey();
        bench.settle();

        assertEquals(TaskState.READY, waiting);
        assertEquals(TaskState.RUNNING, only(web).desired());
    }

    @Test
    void RS_3_waitsNoLongerThanAMinute() {
        var web = running(null);
        bench.users().availability(only(web).plan().value().nodeId(), Availability.DRAIN);
        bench.settle();

        bench.pass(MINUTE.minusMillis(1));
        var waiting = only(web).desired();
        bench.pass(Duration.ofMillis(1));

        assertEquals(TaskState.READY, waiting);
        assertEquals(TaskState.RUNNING, only(web).desired());
    }

    @Test
    void RS_3_doesNotWaitForATaskOnANodeThatWentDown() {
        var web = running(null);
        bench.agents().state(only(web).plan().value().nodeId(), NodeState.DOWN);

        bench.runFor(DELAY);

        assertEquals(TaskState.RUNNING, only(web).state());
        assertEquals(List.of(TaskState.SHUTDOWN, TaskState.RUNNING), Benches.desired(bench, web));
    }

    @Test
    void RS_3_stopsWaitingWhenTheNodeGoesDown() {
        var web = running(null);
        var old = only(web).plan().value().nodeId();
        bench.users().availability(old, Availability.DRAIN);
        bench.settle();
        var waiting = only(web).desired();

        bench.agents().state(old, NodeState.DOWN);
        bench.settle();

        assertEquals(TaskState.READY, waiting);
        assertEquals(TaskState.RUNNING, only(web).desired());
    }

    @Test
    void RS_4_skipsTheDelayWhenTheNodeIsDrained() {
        var web = running(null);
        bench.users().availability(only(web).plan().value().nodeId(), Availability.DRAIN);

        bench.run();

        assertEquals(TaskState.RUNNING, only(web).state());
    }

    @Test
    void skipsTheDefaultDelayWhenTheNodeIsDown() {
        for (var policy : Arrays.asList(null, Specs.restart(RestartCondition.ANY, DELAY, 0))) {
            var web = running(policy);
            var node = only(web).plan().value().nodeId();
            bench.agents().state(node, NodeState.DOWN);

            bench.runFor(Duration.ofMillis(1));

            assertEquals(TaskState.RUNNING, only(web).state());
            bench.agents().state(node, NodeState.READY);
        }
    }

    @Test
    void RS_4_keepsAChosenDelayWhenTheNodeIsDown() {
        var chosen = Duration.ofSeconds(8);
        var web = running(Specs.restart(RestartCondition.ANY, chosen, 0));
        bench.agents().state(only(web).plan().value().nodeId(), NodeState.DOWN);

        bench.runFor(chosen.minusMillis(1));

        assertEquals(TaskState.READY, only(web).desired());
    }

    @Test
    void RS_4_keepsTheDelayOfATaskThatFailedBeforeItsNodeWentDown() {
        var web = running(null);
        var node = only(web).plan().value().nodeId();
        end(web, TaskState.FAILED);
        bench.agents().state(node, NodeState.DOWN);

        bench.runFor(DELAY.minusMillis(1));

        assertEquals(TaskState.READY, only(web).desired());
    }

    @Test
    void RS_5_letsATaskThatFailsWithinItsDelayWaitForItsEnd() {
        var web = running(null);
        end(web, TaskState.FAILED);
        bench.settle();
        bench.pass(SECOND);

        end(web, TaskState.REJECTED);
        bench.pass(Duration.ofSeconds(3));
        var early = bench.tasks(web).size();
        bench.pass(SECOND);

        assertEquals(2, early);
        assertEquals(3, bench.tasks(web).size());
        assertEquals(TaskState.READY, only(web).desired());
    }

    @Test
    void RS_6_stopsAfterTheAttempts() {
        var web = running(Specs.restart(RestartCondition.ANY, SECOND, 2));

        failing(web, 10);

        assertEquals(3, bench.tasks(web).size());
        assertEquals(List.of(), bench.live(web));
    }

    @Test
    void RS_6_countsEachSlotForItself() {
        var web = bench.users().create(spec(Specs.restart(RestartCondition.ANY, SECOND, 1), 2));
        bench.run();

        for (int i = 0; i < 5; i++) {
            bench.live(web).stream()
                    .filter(task -> task.plan().value().slot() == 1)
                    .forEach(task -> bench.agents().report(task.id(), TaskState.FAILED));
            bench.runFor(SECOND);
        }

        assertEquals(List.of(2), Benches.slots(bench, web));
    }

    @Test
    void RS_6_countsAnewAfterAnUpdate() {
        var web = running(Specs.restart(RestartCondition.ANY, SECOND, 2));
        end(web, TaskState.FAILED);
        bench.runFor(SECOND);
        bench.users().update(web, Specs.force());
        bench.run();

        failing(web, 10);

        // both restarts are of the new version; the end of the old task was not the new ones'
        var newest = bench.service(web).versionInForce();
        var made =
                bench.tasks(web).stream()
                        .filter(task -> task.plan().value().specVersion() == newest)
                        .count();
        assertEquals(2, made);
    }

    @Test
    void RS_7_countsOnlyTheRestartsWithinTheWindow() {
        var policy = new RestartPolicy(RestartCondition.ANY, SECOND, 2L, Duration.ofSeconds(10));
        var web = running(policy);

        for (int i = 0; i < 6; i++) {
            bench.runFor(Duration.ofSeconds(20));
            end(web, TaskState.FAILED);
            bench.runFor(SECOND);
        }
        var slow = bench.live(web).size();
        failing(web, 10);

        assertEquals(1, slow);
        assertEquals(0, bench.live(web).size());
    }

    @Test
    void RS_8_remembersAttemptsAcrossLeaders() {
        var web = running(Specs.restart(RestartCondition.ANY, SECOND, 2));

        for (int i = 0; i < 10; i++) {
            bench.elect();
            failing(web, 1);
        }

        assertEquals(3, bench.tasks(web).size());
    }

    @Test
    void RS_8_resumesADelayAcrossLeaders() {
        var web = running(null);
        end(web, TaskState.FAILED);
        bench.runFor(Duration.ofSeconds(3));

        bench.elect();
        bench.runFor(Duration.ofMillis(1999));
        var early = only(web).desired();
        bench.runFor(Duration.ofMillis(1));

        assertEquals(TaskState.READY, early);
        assertEquals(TaskState.RUNNING, only(web).desired());
    }

    @Test
    void RS_9_leavesASlotTakenThatMayNotBeRestarted() {
        var web = bench.users().create(spec(Specs.restart(RestartCondition.NONE, SECOND, 0), 3));
        bench.run();
        bench.agents().report(bench.live(web).get(1).id(), TaskState.COMPLETE);
        bench.runFor(MINUTE);

        bench.users().update(web, Specs.replicas(4));
        bench.run();

        assertEquals(List.of(1, 3, 4), Benches.slots(bench, web));
    }

    @Test
    void RS_10_replacesNothingUnderNoneWhenANodeIsDrained() {
        var web = running(Specs.restart(RestartCondition.NONE, SECOND, 0));

        bench.users().availability(only(web).plan().value().nodeId(), Availability.DRAIN);
        bench.runFor(MINUTE);

        assertEquals(List.of(), bench.live(web));
    }

    @Test
    void RS_11_takesOnlyCompleteForSuccess() {
        var policy = Specs.restart(RestartCondition.ON_FAILURE, SECOND, 0);
        for (var end : List.of(TaskState.SHUTDOWN, TaskState.REJECTED, TaskState.ORPHANED)) {
            var web = running(policy);
            end(web, end);
            bench.runFor(SECOND);
            assertEquals(1, bench.live(web).size(), end.label());
        }
        var web = running(policy);

        end(web, TaskState.COMPLETE);
        bench.runFor(SECOND);

        assertEquals(0, bench.live(web).size());
    }

    private ServiceId running(RestartPolicy policy) {
        var web = bench.users().create(spec(policy, 1));
        bench.run();
        return web;
    }

    private static io.skep.model.spec.ServiceSpec spec(RestartPolicy policy, int replicas) {
        return Specs.restart(policy).apply(Specs.replicated(replicas));
    }

    private Task only(ServiceId service) {
        assertEquals(1, bench.live(service).size());
        return bench.live(service).get(0);
    }

    private void end(ServiceId service, TaskState state) {
        bench.agents().report(only(service).id(), state);
    }

    private void failing(ServiceId service, int times) {
        for (int i = 0; i < times; i++) {
            bench.live(service).forEach(task -> bench.agents().report(task.id(), TaskState.FAILED));
            bench.runFor(SECOND);
        }
    }
}
