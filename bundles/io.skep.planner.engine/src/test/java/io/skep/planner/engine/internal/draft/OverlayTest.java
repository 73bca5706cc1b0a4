package io.skep.planner.engine.internal.draft;

import static io.skep.planner.engine.internal.Samples.NOW;
import static io.skep.planner.engine.internal.Samples.fresh;
import static io.skep.planner.engine.internal.Samples.on;
import static io.skep.planner.engine.internal.Samples.pending;
import static io.skep.planner.engine.internal.Samples.planned;
import static io.skep.planner.engine.internal.Samples.service;
import static io.skep.planner.engine.internal.Samples.task;
import static io.skep.planner.engine.internal.Samples.wish;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.model.Change;
import io.skep.model.Kind;
import io.skep.model.Part;
import io.skep.model.ServicePlan;
import io.skep.model.Stamp;
import io.skep.model.State;
import io.skep.model.TaskState;
import java.util.List;
import org.junit.jupiter.api.Test;

class OverlayTest {

    private final State base =
            State.EMPTY.after(
                    List.of(wish("s", 1), planned("t1", fresh("s")), planned("t2", on("n", "s"))),
                    new Stamp(7, NOW));
    private final Overlay overlay = new Overlay(base, NOW);

    @Test
    void showsWhatWasPut() {
        overlay.put(task("t3"), fresh("s"));

        assertEquals(3, overlay.view().tasksOf(service("s")).size());
        assertEquals(2, base.tasksOf(service("s")).size());
    }

    @Test
    void makesSeveralPutsOfAPartOneChange() {
        overlay.put(task("t3"), fresh("s"));
        overlay.put(task("t3"), pending("s"));
        overlay.put(task("t3"), on("n", "s"));

        assertEquals(List.of(planned("t3", on("n", "s"))), overlay.changes());
    }

    @Test
    void PLN_2_dropsWhatIsStoredAlready() {
        assertFalse(overlay.put(task("t1"), fresh("s")));
        overlay.put(service("s"), ServicePlan.EMPTY);

        assertEquals(List.of(), overlay.changes());
    }

    @Test
    void PLN_2_dropsWhatWasChangedAndChangedBack() {
        var rolledBack = ServicePlan.EMPTY.withRolledBack(true);
        overlay.put(service("s"), rolledBack);
        overlay.put(service("s"), ServicePlan.EMPTY);

        assertEquals(List.of(), overlay.changes());
    }

    @Test
    void forgetsTasksMadeAndRemovedInOneTurn() {
        overlay.put(task("t3"), fresh("s"));
        overlay.remove(task("t3"));
        overlay.remove(task("t1"));
        overlay.remove(task("unknown"));

        assertEquals(List.of(Change.remove(Kind.TASK, task("t1"))), overlay.changes());
    }

    @Test
    void commitsInTheOrderOfTheFirstPuts() {
        overlay.put(task("t9"), fresh("s"));
        overlay.put(service("s"), ServicePlan.EMPTY.withRolledBack(true));
        overlay.put(task("t3"), fresh("s"));
        overlay.put(task("t9"), pending("s"));

        assertEquals(List.of("t9", "s", "t3"), overlay.changes().stream().map(Change::id).toList());
    }

    @Test
    void ignoresPlansOfServicesThatAreGone() {
        overlay.put(service("gone"), ServicePlan.EMPTY.withRolledBack(true));

        assertEquals(List.of(), overlay.changes());
    }

    @Test
    void forgetsWhatWasDecidedSinceAMark() {
        overlay.put(task("t3"), fresh("s"));
        var mark = overlay.view();
        overlay.put(task("t3"), pending("s"));
        overlay.put(task("t4"), fresh("s"));

        overlay.back(mark);

        assertEquals(List.of(planned("t3", fresh("s"))), overlay.changes());
    }

    @Test
    void refusesStatesThatGoBack() {
        overlay.put(task("t1"), pending("s").withDesired(TaskState.SHUTDOWN));

        assertThrows(IllegalArgumentException.class, () -> overlay.put(task("t1"), pending("s")));
        assertThrows(
                IllegalArgumentException.class,
                () -> overlay.put(task("t1"), fresh("s").withDesired(TaskState.SHUTDOWN)));
    }

    @Test
    void refusesToMoveATaskOrToBringItBack() {
        overlay.remove(task("t1"));

        assertThrows(IllegalArgumentException.class, () -> overlay.put(task("t2"), on("m", "s")));
        assertThrows(IllegalArgumentException.class, () -> overlay.put(task("t1"), fresh("s")));
        assertTrue(overlay.put(task("t2"), on("n", "s").withDesired(TaskState.REMOVE)));
    }

    @Test
    void writesOnlyThePlannersParts() {
        overlay.put(task("t3"), fresh("s"));
        overlay.put(service("s"), ServicePlan.EMPTY.withRolledBack(true));

        var parts = overlay.changes().stream().map(change -> ((Change.Put) change).part());

        assertEquals(List.of(Part.TASK_PLAN, Part.SERVICE_PLAN), parts.toList());
    }
}
