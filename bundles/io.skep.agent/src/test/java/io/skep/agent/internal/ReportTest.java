package io.skep.agent.internal;

import static io.skep.agent.internal.Samples.status;
import static io.skep.agent.internal.Samples.task;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.skep.model.TaskState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTest extends AgentCase {

    @Test
    void reportsTheFirstObservationAtOnceAndWhatFollowsTogether() {
        working();

        slice.observe(task("a"), status(TaskState.ACCEPTED));
        kernel.runFor(SOON);
        assertEquals(1, manager.observations.size());
        slice.observe(task("a"), status(TaskState.PREPARING));
        slice.observe(task("b"), status(TaskState.ACCEPTED));
        slice.observe(task("a"), status(TaskState.RUNNING));
        kernel.runFor(SOON);
        assertEquals(1, manager.observations.size());
        kernel.runFor(Duration.ofMillis(100));

        assertEquals(2, manager.observations.size());
        assertEquals(
                Map.of(
                        task("a"), status(TaskState.RUNNING),
                        task("b"), status(TaskState.ACCEPTED)),
                manager.reported());
        assertEquals(2, manager.observations.get(1).tasks().size());
    }

    @Test
    void reportsAtOnceWhenNothingIsOnItsWayAnyMore() {
        working();
        slice.observe(task("a"), status(TaskState.STARTING));
        kernel.runFor(SOON);

        slice.observe(task("b"), status(TaskState.RUNNING));
        kernel.runFor(SOON);
        assertEquals(1, manager.observations.size());
        slice.observe(task("a"), status(TaskState.RUNNING));
        kernel.settle();
        assertEquals(2, manager.observations.size());
        kernel.runFor(Duration.ofSeconds(1));

        assertEquals(2, manager.observations.size());
        assertEquals(
                Map.of(
                        task("a"), status(TaskState.RUNNING),
                        task("b"), status(TaskState.RUNNING)),
                manager.reported());
    }

    @Test
    void reportsAtOnceAgainAfterSomeQuiet() {
        working();
        slice.observe(task("a"), status(TaskState.ACCEPTED));
        kernel.runFor(Duration.ofSeconds(1));

        slice.observe(task("a"), status(TaskState.RUNNING));
        kernel.settle();

        assertEquals(2, manager.observations.size());
    }

    @Test
    void reportsNothingMoreUntilTheLastIsCommitted() {
        working();
        manager.commits = false;

        slice.observe(task("a"), status(TaskState.ACCEPTED));
        kernel.runFor(SOON);
        slice.observe(task("a"), status(TaskState.RUNNING));
        kernel.runFor(Duration.ofSeconds(1));

        assertEquals(1, manager.observations.size());
        assertEquals(status(TaskState.ACCEPTED), manager.reported().get(task("a")));
    }

    @Test
    void TK_8_reportsEverythingAgainInANewSession() {
        working();
        slice.observe(task("a"), status(TaskState.RUNNING));
        kernel.runFor(SOON);
        manager.observations.clear();

        crash();
        kernel.runFor(WITHIN_RETRY);

        assertEquals(Map.of(task("a"), status(TaskState.RUNNING)), manager.reported());
    }

    @Test
    void TK_8_reportsEverythingAgainAlsoWhenOnlyTheSessionIsNew() {
        working();
        slice.observe(task("a"), status(TaskState.RUNNING));
        kernel.runFor(SOON);
        manager.observations.clear();

        manager.vanish();
        manager.serve();
        kernel.runFor(WITHIN_RETRY);

        assertEquals(Map.of(task("a"), status(TaskState.RUNNING)), manager.reported());
    }

    @Test
    void beginsANewSessionWhenItsObservationsWereLost() {
        working();
        manager.commits = false;
        manager.loses = true;
        slice.observe(task("a"), status(TaskState.RUNNING));
        manager.beatAfter(Duration.ofSeconds(5));
        kernel.runFor(Duration.ofSeconds(6));
        assertEquals(1, manager.beats());

        manager.beatAfter(Duration.ofSeconds(5));
        kernel.runFor(WITHIN_RETRY);

        assertEquals(List.of("observations were lost"), manager.closed);
        assertEquals(2, manager.observations.size());
    }
}
