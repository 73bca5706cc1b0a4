package io.skep.updater.internal;

import static io.skep.updater.internal.Site.MINUTE;
import static io.skep.updater.internal.Site.SECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.itests.planning.Specs;
import io.skep.model.TaskState;
import io.skep.model.spec.RestartCondition;
import io.skep.model.spec.ServiceSpec;
import io.skep.model.spec.UpdateConfig;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RollingTest {

    private static final Duration MONITOR = Duration.ofSeconds(5);

    @Test
    void UP_1_replacesOneSlotAfterTheOtherByDefault() {
        var site = Site.running(2, Specs.replicated(3));

        site.update(Specs.image("nginx:2"));

        assertEquals(2, site.of("nginx:1").size());
        assertEquals(1, site.of("nginx:2").size());
        for (int i = 0; i < 3; i++) {
            assertEquals(
                    1,
                    site.of("nginx:2").stream()
                            .filter(t -> t.state().before(TaskState.RUNNING))
                            .count());
            site.step();
            site.step();
        }
        assertEquals("0+3", site.running("nginx:1", "nginx:2"));
    }

    @Test
    void UP_1_replacesAsManyAtOnceAsItMay() {
        var site = Site.running(2, rolling(2, "pause", "stop-first").apply(Specs.replicated(5)));

        site.update(Specs.image("nginx:2"));

        assertEquals(2, site.of("nginx:2").size());
    }

    @Test
    void UP_1_replacesAllAtOnceWithoutALimit() {
        var site = Site.running(2, rolling(0, "pause", "stop-first").apply(Specs.replicated(5)));

        site.update(Specs.image("nginx:2"));

        assertEquals(5, site.of("nginx:2").size());
    }

    @Test
    void UP_4_dropsAnUpdateForANewerOne() {
        var site = Site.running(2, Specs.replicated(3));
        site.update(Specs.image("nginx:2"));
        site.step();
        site.step();

        site.update(Specs.image("nginx:3"));
        var state = site.state();
        site.bench.runFor(MINUTE);

        assertEquals("updating", state);
        assertEquals("0+3", site.running("nginx:2", "nginx:3"));
        assertEquals("completed", site.state());
    }

    @Test
    void UP_6_tellsHowFarItIs() {
        var site = Site.running(2, Specs.replicated(2));
        var none = site.state();

        site.update(Specs.image("nginx:2"));
        var begun = site.bench.service(site.web).updateStatus().orElseThrow();
        site.bench.runFor(MINUTE);
        var ended = site.bench.service(site.web).updateStatus().orElseThrow();

        assertEquals("", none);
        assertEquals("updating", begun.state());
        assertEquals("update in progress", begun.message());
        assertNotNull(begun.startedAt());
        assertNull(begun.completedAt());
        assertEquals("completed", ended.state());
        assertEquals("update completed", ended.message());
        assertEquals(begun.startedAt(), ended.startedAt());
        assertNotNull(ended.completedAt());
    }

    @Test
    void UP_6_saysNothingWhenNothingIsOutdated() {
        var site = Site.running(2, Specs.replicated(2));
        site.update(Specs.image("nginx:2"));
        site.bench.runFor(MINUTE);

        site.update(Specs.labels(Map.of("a", "b")));
        site.bench.runFor(MINUTE);

        assertEquals("", site.state());
    }

    @Test
    void UP_7_stopsTheOldTaskBeforeTheNewOneStarts() {
        var site = Site.running(2, Specs.replicated(1));
        var old = site.only("nginx:1");

        site.update(Specs.image("nginx:2"));
        var told = site.bench.task(old.id()).desired();
        site.bench.agents().obey(task -> !task.id().equals(old.id()));
        site.bench.settle();
        var waiting = site.only("nginx:2");
        site.step();

        assertEquals(TaskState.SHUTDOWN, told);
        assertEquals(TaskState.READY, waiting.desired());
        assertEquals(TaskState.READY, waiting.state());
        assertEquals(TaskState.RUNNING, site.only("nginx:2").desired());
    }

    @Test
    void UP_7_waitsAMinuteAtMostForTheOldTask() {
        var site = Site.running(2, Specs.replicated(1));

        site.update(Specs.image("nginx:2"));
        site.bench.pass(MINUTE.minusMillis(1));
        var early = site.only("nginx:2").desired();
        site.bench.pass(Duration.ofMillis(1));

        assertEquals(TaskState.READY, early);
        assertEquals(TaskState.RUNNING, site.only("nginx:2").desired());
    }

    @Test
    void UP_7_startsTheNewTaskBeforeTheOldOneStopsWhenToldSo() {
        var site = Site.running(2, rolling(1, "pause", "start-first").apply(Specs.replicated(1)));
        var old = site.only("nginx:1");

        site.update(Specs.image("nginx:2"));
        var both = site.live().size();
        var desired = site.only("nginx:2").desired();
        site.step();
        var after = site.bench.task(old.id()).desired();

        assertEquals(2, both);
        assertEquals(TaskState.RUNNING, desired);
        assertEquals(TaskState.SHUTDOWN, after);
        assertEquals("0+1", site.running("nginx:1", "nginx:2"));
    }

    @Test
    void UP_7_keepsTheOldTaskWhenTheNewOneFailsFirst() {
        var site = Site.running(2, rolling(1, "pause", "start-first").apply(Specs.replicated(2)));

        site.update(Specs.image("nginx:2"));
        site.report(site.only("nginx:2"), TaskState.REJECTED);
        site.bench.runFor(MINUTE);

        assertEquals("paused", site.state());
        assertEquals(2, site.of("nginx:1").size());
    }

    @Test
    void UP_7_keepsAFreshTaskThatIsThereAlready() {
        var site = Site.running(2, rolling(1, "pause", "start-first").apply(Specs.replicated(1)));
        site.update(Specs.image("nginx:2"));
        var fresh = site.only("nginx:2");

        site.update(Specs.labels(Map.of("a", "b")));
        site.bench.runFor(MINUTE);

        assertEquals(fresh.id(), site.only("nginx:2").id());
        assertEquals(1, site.live().size());
    }

    @Test
    void UP_8_waitsForEverForATaskThatFindsNoNode() {
        var site = Site.running(2, Specs.replicated(2));

        site.update(Specs.image("nginx:2").andThen(Specs.constraints("node.id==none"))::apply);
        site.bench.runFor(Duration.ofDays(1));

        assertEquals("updating", site.state());
        assertEquals(1, site.of("nginx:1").size());
        assertEquals(TaskState.PENDING, site.only("nginx:2").state());
    }

    @Test
    void UP_8_restsAfterEachSlot() {
        var site = Site.running(2, resting(10, 5).apply(Specs.replicated(2)));
        site.update(Specs.image("nginx:2"));
        site.bench.run();

        site.bench.runFor(Duration.ofSeconds(10).minusMillis(1));
        var early = site.running("nginx:1", "nginx:2");
        site.bench.runFor(Duration.ofMillis(1));

        assertEquals("1+1", early);
        assertEquals("0+2", site.running("nginx:1", "nginx:2"));
    }

    @Test
    void UP_11_completesWhenTheLastSlotWasWatchedLongEnough() {
        var site = Site.running(2, Specs.replicated(2));
        site.update(Specs.image("nginx:2"));
        site.bench.run();

        site.bench.runFor(MONITOR.minusMillis(1));
        var early = site.state();
        site.bench.runFor(Duration.ofMillis(1));

        assertEquals("updating", early);
        assertEquals("completed", site.state());
    }

    @Test
    void UP_11_watchesLongerThanItRests() {
        var site = Site.running(2, resting(10, 5).apply(Specs.replicated(1)));
        site.update(Specs.image("nginx:2"));
        site.bench.run();

        site.bench.runFor(Duration.ofSeconds(21).minusMillis(1));
        var early = site.state();
        site.bench.runFor(Duration.ofMillis(1));

        assertEquals("updating", early);
        assertEquals("completed", site.state());
    }

    @Test
    void UP_13_scalesUpWithNewTasksAtOnce() {
        var site = Site.running(2, Specs.replicated(2));

        site.update(Specs.image("nginx:2").andThen(Specs.replicas(6))::apply);

        assertEquals(5, site.of("nginx:2").size());
        assertEquals(1, site.of("nginx:1").size());
    }

    @Test
    void UP_15_goesOnUnderAnotherLeaderInTheSameStep() {
        var site = Site.running(2, resting(10, 5).apply(Specs.replicated(3)));
        site.update(Specs.image("nginx:2"));
        site.bench.run();
        site.bench.runFor(Duration.ofSeconds(6));

        site.bench.elect();
        site.bench.run();
        var same = site.running("nginx:1", "nginx:2");
        site.bench.runFor(Duration.ofSeconds(4));
        var next = site.running("nginx:1", "nginx:2");
        site.bench.runFor(MINUTE);

        assertEquals("2+1", same);
        assertEquals("1+2", next);
        assertEquals("completed", site.state());
    }

    @Test
    void RS_9_replacesASlotThatMayNotBeRestarted() {
        var none = Specs.restart(Specs.restart(RestartCondition.NONE, SECOND, 0));
        var site = Site.running(2, none.apply(Specs.replicated(2)));
        site.report(site.live().get(0), TaskState.COMPLETE);
        var left = site.live().size();

        site.update(Specs.image("nginx:2"));
        site.bench.runFor(MINUTE);

        assertEquals(1, left);
        assertEquals("0+2", site.running("nginx:1", "nginx:2"));
    }

    @Test
    void replacesTasksThatFailDuringTheUpdateWithNewOnes() {
        var site = Site.running(2, Specs.replicated(3));
        site.update(Specs.image("nginx:2"));

        site.report(site.of("nginx:1").get(1), TaskState.FAILED);

        assertEquals(1, site.of("nginx:1").size());
        assertEquals(2, site.of("nginx:2").size());
        assertEquals("updating", site.state());
    }

    @Test
    void PLN_4_replacesManySlotsInBoundedSteps() {
        var site =
                Site.running(0, rolling(0, "pause", "stop-first").apply(Specs.replicated(12_000)));

        site.update(Specs.image("nginx:2"));

        assertEquals(12_000, site.of("nginx:2").size());
        assertTrue(site.of("nginx:1").isEmpty());
    }

    static java.util.function.UnaryOperator<ServiceSpec> rolling(
            long parallelism, String action, String order) {
        return Specs.rollout(Specs.rolling(parallelism, action, order), null);
    }

    private static java.util.function.UnaryOperator<ServiceSpec> resting(long delay, long monitor) {
        return Specs.rollout(
                new UpdateConfig(
                        1,
                        Duration.ofSeconds(delay),
                        "pause",
                        Duration.ofSeconds(monitor),
                        0,
                        "stop-first"),
                null);
    }
}
