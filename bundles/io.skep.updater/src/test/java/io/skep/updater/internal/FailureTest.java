package io.skep.updater.internal;

import static io.skep.updater.internal.Site.MINUTE;
import static io.skep.updater.internal.Site.SECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.itests.planning.Specs;
import io.skep.model.Task;
import io.skep.model.TaskState;
import io.skep.model.spec.Availability;
import io.skep.model.spec.ServiceSpec;
import io.skep.model.spec.UpdateConfig;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class FailureTest {

    @Test
    void UP_9_pausesWhenATaskFailsBeforeItRuns() {
        var site = Site.running(2, Specs.replicated(3));
        site.update(Specs.image("nginx:2"));
        var task = site.only("nginx:2");

        site.bench.pass(Duration.ofHours(1));
        site.report(task, TaskState.REJECTED);

        assertEquals("paused", site.state());
        assertEquals(
                "update paused due to failure or early termination of task " + task.id(),
                site.message());
    }

    @Test
    void UP_9_pausesWhenATaskEndsWhileItIsWatched() {
        var site = Site.running(2, Specs.replicated(1));
        site.update(Specs.image("nginx:2"));
        site.bench.run();

        site.bench.runFor(Duration.ofSeconds(4));
        site.report(site.only("nginx:2"), TaskState.COMPLETE);

        assertEquals("paused", site.state());
    }

    @Test
    void UP_9_doesNotMindATaskThatFailsLater() {
        var site = Site.running(2, waiting(20).apply(Specs.replicated(2)));
        site.update(Specs.image("nginx:2"));
        site.bench.run();
        var first = site.only("nginx:2");
        site.bench.runFor(Duration.ofSeconds(22)); // watched for 21 seconds, longer than it rests

        site.report(first, TaskState.FAILED);
        site.bench.runFor(MINUTE);

        assertEquals("completed", site.state());
    }

    @Test
    void UP_9_minds_onlyTasksTheUpdateMade() {
        var site = Site.running(2, Specs.replicated(3));
        site.update(Specs.image("nginx:2"));

        site.report(site.of("nginx:1").get(0), TaskState.FAILED);
        var replacement =
                site.of("nginx:2").stream()
                        .filter(task -> task.plan().value().startAfter() != null)
                        .findFirst()
                        .orElseThrow();
        site.report(replacement, TaskState.REJECTED);

        assertEquals("updating", site.state());
    }

    @Test
    void UP_9_pausesOnlyWhenMoreFailThanMay() {
        var site = Site.running(2, ratio(0.25, "pause").apply(Specs.replicated(5)));
        site.update(Specs.image("nginx:2"));

        failNext(site);
        var one = site.state();
        failNext(site);

        assertEquals("updating", one);
        assertEquals("paused", site.state());
    }

    @Test
    void UP_9_neverPausesUnderContinue() {
        var site = Site.running(2, ratio(0, "continue").apply(Specs.replicated(3)));
        site.update(Specs.image("nginx:2"));

        for (int i = 0; i < 3; i++) {
            failNext(site);
        }
        site.bench.runFor(MINUTE);

        assertEquals("completed", site.state());
        assertEquals("0+3", site.running("nginx:1", "nginx:2"));
    }

    @Test
    void UP_9_doesNotTakeADrainedTaskForAFailure() {
        var site = Site.running(2, Specs.replicated(1));
        site.update(Specs.image("nginx:2"));

        var node = site.only("nginx:2").plan().value().nodeId();
        site.bench.users().availability(node, Availability.DRAIN);
        site.bench.runFor(MINUTE);

        assertEquals("completed", site.state());
    }

    @Test
    void UP_5_staysPausedUntilTheNextWish() {
        var site = paused();

        site.bench.runFor(Duration.ofDays(1));
        var later = site.state() + site.of("nginx:1").size();
        site.update(Specs.labels(Map.of("a", "b")));
        site.bench.runFor(MINUTE);

        assertEquals("paused2", later);
        assertEquals("completed", site.state());
        assertEquals("0+3", site.running("nginx:1", "nginx:2"));
    }

    @Test
    void UP_5_staysPausedUnderAnotherLeader() {
        var site = paused();

        site.bench.elect();
        site.bench.runFor(MINUTE);

        assertEquals("paused", site.state());
        assertEquals(2, site.of("nginx:1").size());
    }

    @Test
    void UP_5_endsWhatWasBegunWhenItPauses() {
        var config = Specs.rolling(2, "pause", "start-first");
        var site = Site.running(3, Specs.rollout(config, null).apply(Specs.replicated(3)));
        site.update(Specs.image("nginx:2"));
        site.report(site.of("nginx:2").get(0), TaskState.FAILED);
        var state = site.state();

        site.report(site.of("nginx:2").get(0), TaskState.RUNNING);

        assertEquals("paused", state);
        assertEquals(2, site.of("nginx:1").size());
    }

    @Test
    void UP_10_goesBackToTheWishBefore() {
        var site = rollingBack();
        var service = site.bench.service(site.web);
        var failed = "update rolled back due to failure or early termination of task ";

        assertEquals("rollback_started", site.state());
        assertTrue(site.message().startsWith(failed));
        assertTrue(service.rolledBack());
        assertEquals("nginx:2", image(service.spec()));
        assertEquals("nginx:1", image(service.inForce()));
        site.bench.runFor(MINUTE);
        assertEquals("rollback_completed", site.state());
        assertEquals("rollback completed", site.message());
        assertEquals("3+0", site.running("nginx:1", "nginx:2"));
    }

    @Test
    void UP_10_leavesTasksAloneThatAreStillOfTheWishBefore() {
        var site = Site.running(2, ratio(0, "rollback").apply(Specs.replicated(3)));
        var untouched = site.live().get(2);
        site.update(Specs.image("nginx:2"));

        failNext(site);
        site.bench.runFor(MINUTE);

        assertEquals(TaskState.RUNNING, site.bench.task(untouched.id()).state());
        assertTrue(site.bench.task(untouched.id()).wanted());
    }

    @Test
    void UP_10_pausesWhenTheWayBackFails() {
        var site = rollingBack();

        for (int i = 0; i < 3 && site.state().equals("rollback_started"); i++) {
            site.bench.live(site.web).stream()
                    .filter(task -> task.plan().value().origin().update() != 0)
                    .filter(task -> Site.image(task).equals("nginx:1"))
                    .forEach(task -> site.report(task, TaskState.FAILED));
        }

        assertEquals("rollback_paused", site.state());
        assertTrue(
                site.message()
                        .startsWith("rollback paused due to failure or early termination of task"));
    }

    @Test
    void UP_10_pausesWhenThereIsNothingToGoBackTo() {
        var site = rollingBack();
        site.bench.runFor(MINUTE);
        var before = site.bench.service(site.web).inForce();

        site.update(spec -> before);
        site.bench.runFor(MINUTE);

        assertFalse(site.bench.service(site.web).rolledBack());
        assertEquals("3+0", site.running("nginx:1", "nginx:2"));
    }

    @Test
    void UP_10_takesTheSettingsOfTheRollback() {
        var update = new UpdateConfig(1, null, "rollback", Duration.ofSeconds(5), 0, "stop-first");
        var back = new UpdateConfig(0, null, "pause", Duration.ofSeconds(5), 0, "start-first");
        var site = Site.running(3, Specs.rollout(update, back).apply(Specs.replicated(4)));
        site.update(Specs.image("nginx:2"));
        site.bench.run();
        site.report(site.of("nginx:2").get(0), TaskState.FAILED);

        var made =
                site.of("nginx:1").stream()
                        .filter(task -> task.plan().value().origin().update() != 0)
                        .filter(task -> task.desired() == TaskState.RUNNING)
                        .count();

        assertTrue(made >= 3, "" + made);
    }

    @Test
    void UP_12_pausesAWayBackWhoseOwnActionIsRollback() {
        var update = Specs.rolling(1, "rollback", "stop-first");
        var site = Site.running(2, Specs.rollout(update, update).apply(Specs.replicated(1)));
        site.update(Specs.image("nginx:2"));
        site.report(site.only("nginx:2"), TaskState.REJECTED);
        var back = site.state();

        site.report(site.only("nginx:1"), TaskState.REJECTED);
        site.bench.runFor(MINUTE);

        assertEquals("rollback_started", back);
        assertEquals("rollback_paused", site.state());
    }

    @Test
    void UP_15_remembersFailuresAcrossLeaders() {
        var site = Site.running(2, ratio(0.25, "pause").apply(Specs.replicated(5)));
        site.update(Specs.image("nginx:2"));
        failNext(site);

        site.bench.elect();
        site.bench.settle();
        failNext(site);

        assertEquals("paused", site.state());
    }

    @Test
    void UP_15_goesOnWithARollbackUnderAnotherLeader() {
        var site = rollingBack();

        site.bench.elect();
        site.bench.runFor(MINUTE);

        assertEquals("rollback_completed", site.state());
        assertEquals("3+0", site.running("nginx:1", "nginx:2"));
    }

    @Test
    void aNewWishEndsAnAutomaticRollback() {
        var site = rollingBack();

        site.update(Specs.image("nginx:3"));
        site.bench.runFor(MINUTE);

        assertFalse(site.bench.service(site.web).rolledBack());
        assertEquals("0+3", site.running("nginx:1", "nginx:3"));
    }

    private static Site paused() {
        var site = Site.running(2, Specs.replicated(3));
        site.update(Specs.image("nginx:2"));
        site.report(site.only("nginx:2"), TaskState.REJECTED);
        assertEquals("paused", site.state());
        return site;
    }

    private static Site rollingBack() {
        var site = Site.running(2, ratio(0, "rollback").apply(Specs.replicated(3)));
        site.update(Specs.image("nginx:2"));
        failNext(site);
        return site;
    }

    private static void failNext(Site site) {
        var next =
                site.of("nginx:2").stream()
                        .filter(task -> task.plan().value().origin().update() != 0)
                        .filter(task -> task.state().before(TaskState.RUNNING))
                        .map(Task::id)
                        .findFirst()
                        .orElseThrow();
        site.report(site.bench.task(next), TaskState.REJECTED);
    }

    private static UnaryOperator<ServiceSpec> ratio(double ratio, String action) {
        var config = new UpdateConfig(1, null, action, SECOND.multipliedBy(5), ratio, "stop-first");
        return Specs.rollout(config, null);
    }

    private static UnaryOperator<ServiceSpec> waiting(long delay) {
        var config =
                new UpdateConfig(
                        1, Duration.ofSeconds(delay), "pause", Duration.ofSeconds(5), 0, "");
        return Specs.rollout(config, null);
    }

    private static String image(ServiceSpec spec) {
        var container = spec.taskTemplate().containerSpec();
        return container == null ? "" : container.image();
    }
}
