package io.skep.updater.internal;

import static io.skep.updater.internal.Site.MINUTE;
import static io.skep.updater.internal.Site.SECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.skep.itests.planning.Specs;
import io.skep.model.TaskState;
import io.skep.model.spec.RestartCondition;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rollbacks the user asks for. */
class RollbackTest {

    @Test
    void SV_12_goesBackWhenAskedTo() {
        var site = updated();

        site.bench.users().rollback(site.web);
        var promised = site.state() + ": " + site.message();
        site.bench.settle();
        var begun = site.state() + ": " + site.message();
        site.bench.runFor(MINUTE);

        assertEquals("rollback_started: manually requested rollback", promised);
        assertEquals(promised, begun);
        assertEquals("rollback_completed", site.state());
        assertEquals("3+0", site.running("nginx:1", "nginx:2"));
    }

    @Test
    void SV_12_goesForwardAgainWhenAskedTwice() {
        var site = updated();
        site.bench.users().rollback(site.web);
        site.bench.runFor(MINUTE);

        site.bench.users().rollback(site.web);
        site.bench.runFor(MINUTE);

        assertEquals("rollback_completed", site.state());
        assertEquals("0+3", site.running("nginx:1", "nginx:2"));
    }

    @Test
    void SV_12_takesUntouchedTasksForFresh() {
        var site = Site.running(2, Specs.replicated(3));
        site.update(Specs.image("nginx:2"));
        var untouched = site.of("nginx:1");

        site.bench.users().rollback(site.web);
        site.bench.runFor(MINUTE);

        untouched.forEach(
                task -> assertEquals(TaskState.RUNNING, site.bench.task(task.id()).desired()));
        assertEquals("3+0", site.running("nginx:1", "nginx:2"));
    }

    @Test
    void UP_6_isThroughAtOnceWhenNothingIsOutdated() {
        var site = updated();
        site.update(Specs.labels(Map.of("a", "b")));
        site.bench.runFor(MINUTE);

        site.bench.users().rollback(site.web);
        site.bench.settle();

        assertEquals("rollback_completed", site.state());
        assertEquals("0+3", site.running("nginx:1", "nginx:2"));
    }

    @Test
    void undoesOnlyTheScaleAfterAScale() {
        var site = updated();
        site.update(Specs.replicas(5));
        site.bench.runFor(MINUTE);

        site.bench.users().rollback(site.web);
        site.bench.runFor(MINUTE);

        assertEquals("0+3", site.running("nginx:1", "nginx:2"));
    }

    @Test
    void UP_5_endsAPause() {
        var site = Site.running(2, Specs.replicated(3));
        site.update(Specs.image("nginx:2"));
        site.report(site.only("nginx:2"), TaskState.FAILED);
        var paused = site.state();

        site.bench.users().rollback(site.web);
        site.bench.runFor(MINUTE);

        assertEquals("paused", paused);
        assertEquals("rollback_completed", site.state());
        assertEquals("3+0", site.running("nginx:1", "nginx:2"));
    }

    @Test
    void RS_9_fillsSlotsAgainThatMayNotBeRestarted() {
        var none = Specs.restart(Specs.restart(RestartCondition.NONE, SECOND, 0));
        var site = Site.running(2, none.apply(Specs.replicated(2)));
        site.report(site.live().get(0), TaskState.COMPLETE);
        site.bench.pass(SECOND);
        site.update(Specs.labels(Map.of("a", "b")));
        var before = site.live().size();

        site.bench.users().rollback(site.web);
        site.bench.runFor(MINUTE);

        assertEquals(1, before);
        assertEquals(2, site.live().size());
    }

    private static Site updated() {
        var site = Site.running(2, Specs.replicated(3));
        site.update(Specs.image("nginx:2"));
        site.bench.runFor(MINUTE);
        assertEquals("0+3", site.running("nginx:1", "nginx:2"));
        return site;
    }
}
