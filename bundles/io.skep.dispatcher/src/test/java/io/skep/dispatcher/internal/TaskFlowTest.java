package io.skep.dispatcher.internal;

import static io.skep.dispatcher.internal.Samples.ME;
import static io.skep.dispatcher.internal.Samples.OTHER;
import static io.skep.dispatcher.internal.Samples.assign;
import static io.skep.dispatcher.internal.Samples.reached;
import static io.skep.dispatcher.internal.Samples.task;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.model.Kind;
import io.skep.model.Part;
import io.skep.model.TaskState;
import io.skep.model.spec.Payload;
import io.skep.store.Draft;
import io.skep.store.StoreException;
import io.skep.transport.agent.TaskReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TaskFlowTest {

    private final Rig rig = new Rig();

    @Test
    void DI_3_sendsTheSetAndThenDifferences() {
        rig.store.commit(draft -> assign(draft, "a", OTHER));
        var agent = rig.hello(OTHER);
        assertTrue(agent.newest().set());
        assertEquals(List.of("a"), agent.names());

        rig.store.commit(draft -> assign(draft, "b", OTHER));
        rig.soon();
        assertEquals(List.of("b"), agent.names());
        rig.store.commit(draft -> draft.remove(Kind.TASK, task("a")));
        rig.soon();

        assertEquals(List.of(task("a")), agent.newest().removed());
        assertEquals(3, agent.newest().number());
    }

    @Test
    void sendsAnEmptySetToANodeWithoutTasks() {
        var agent = rig.hello(OTHER);

        assertTrue(agent.newest().set());
        assertEquals(List.of(), agent.names());
    }

    @Test
    void DI_4_sendsNoTaskBeforeItIsAssignedNorOneOfAnotherNode() {
        var agent = rig.hello(OTHER);

        rig.store.commit(
                draft -> {
                    assign(draft, "mine", ME);
                    draft.put(Part.TASK_PLAN, task("a"), Samples.plan(null, TaskState.RUNNING));
                });
        rig.soon();
        assertEquals(1, agent.assignments.size());
        rig.store.commit(draft -> assign(draft, "a", OTHER));
        rig.soon();

        assertEquals(List.of("a"), agent.names());
    }

    @Test
    void DI_4_sendsTasksThatAreToStopUntilTheyDisappear() {
        rig.store.commit(draft -> assign(draft, "a", OTHER));
        var agent = rig.hello(OTHER);

        rig.store.commit(
                draft ->
                        draft.put(
                                Part.TASK_PLAN, task("a"), Samples.plan(OTHER, TaskState.REMOVE)));
        rig.soon();

        assertEquals(TaskState.REMOVE, agent.newest().tasks().get(0).plan().desired());
    }

    @Test
    void sendsNothingWhenOnlyAStatusChanged() {
        rig.store.commit(draft -> assign(draft, "a", OTHER));
        var agent = rig.hello(OTHER);

        agent.observed("a", reached(TaskState.RUNNING));
        rig.soon();

        assertEquals(1, agent.assignments.size());
    }

    @Test
    void gathersDifferencesWhileTheAgentIsBusy() {
        var agent = rig.hello(OTHER);
        agent.applies = false;
        rig.store.commit(draft -> assign(draft, "a", OTHER));
        rig.soon();

        for (var name : List.of("b", "c", "d")) {
            rig.store.commit(draft -> assign(draft, name, OTHER));
        }
        rig.soon();
        assertEquals(List.of("a"), agent.names());
        agent.applies = true;
        agent.apply();
        rig.soon();

        assertEquals(List.of("b", "c", "d"), agent.names());
    }

    @Test
    void cutsALongSetIntoFrames() {
        rig.store.commit(draft -> manyTasks(draft, 190));
        rig.store.commit(draft -> manyTasks(draft, 250));

        var agent = rig.hello(OTHER);
        rig.soon();

        assertEquals(
                List.of(100, 100, 50),
                agent.assignments.stream().map(frame -> frame.tasks().size()).toList());
        assertEquals(
                List.of(true, true, false),
                agent.assignments.stream().map(frame -> frame.more()).toList());
    }

    @Test
    void sendsTheSetAgainWhenItMissedCommits() {
        var agent = rig.hello(OTHER);
        rig.store.commitUnseen(draft -> assign(draft, "a", OTHER));

        rig.store.lag();
        rig.soon();

        assertTrue(agent.newest().set());
        assertEquals(List.of("a"), agent.names());
    }

    @Test
    void sendsTheCredentialsOfTheWishTheTaskWasMadeFor() {
        rig.store.commit(
                draft -> {
                    draft.put(Part.SERVICE_SPEC, Samples.SERVICE, Samples.wish("new", "old"));
                    for (long made = 0; made <= 2; made++) {
                        draft.put(
                                Part.TASK_PLAN,
                                task("t" + made),
                                Samples.plan(OTHER, TaskState.RUNNING, made));
                    }
                });

        var agent = rig.hello(OTHER);

        assertEquals(
                List.of(Payload.EMPTY, Samples.payload("old"), Samples.payload("new")),
                agent.newest().tasks().stream().map(order -> order.registryAuth()).toList());
    }

    @Test
    void TK_9_writesWhatIsObservedWithTheManagersTime() {
        rig.store.commit(draft -> assign(draft, "a", OTHER));
        var agent = rig.hello(OTHER);
        var before = rig.seams.time().now();

        agent.observed("a", reached(TaskState.RUNNING));
        rig.soon();

        var written = rig.observed("a");
        assertEquals(TaskState.RUNNING, written.state());
        assertTrue(!written.appliedAt().isBefore(before));
        assertEquals(reached(TaskState.RUNNING).timestamp(), written.timestamp());
        assertEquals(List.of(1L), agent.committed);
    }

    @Test
    void TK_1_dropsLowerAndIdenticalReports() {
        rig.store.commit(draft -> assign(draft, "a", OTHER));
        var agent = rig.hello(OTHER);
        agent.observed("a", reached(TaskState.RUNNING));
        rig.soon();
        int commits = rig.store.commits().size();

        agent.observed("a", reached(TaskState.PREPARING));
        agent.observed("a", reached(TaskState.RUNNING));
        agent.observed("gone", reached(TaskState.RUNNING));
        rig.soon();

        assertEquals(commits, rig.store.commits().size());
        assertEquals(List.of(1L, 2L, 3L, 4L), agent.committed);
    }

    @Test
    void keepsWhenAStateWasReachedWhenOnlyItsMessageChanges() {
        rig.store.commit(draft -> assign(draft, "a", OTHER));
        var agent = rig.hello(OTHER);
        agent.observed("a", reached(TaskState.PREPARING, "preparing"));
        rig.soon();
        var since = rig.observed("a").appliedAt();

        rig.kernel.runFor(Duration.ofSeconds(2));
        agent.observed("a", reached(TaskState.PREPARING, "pulling"));
        rig.soon();

        assertEquals("pulling", rig.observed("a").message());
        assertEquals(since, rig.observed("a").appliedAt());
    }

    @Test
    void DI_5_dropsReportsOfAnotherNodesTasks() {
        rig.store.commit(draft -> assign(draft, "mine", ME));

        rig.hello(OTHER).observed("mine", reached(TaskState.FAILED));
        rig.soon();

        assertNull(rig.store.view().tasks().get("mine").orElseThrow().status());
    }

    @Test
    void DI_5_refusesReportsOfASessionThatIsOver() {
        rig.store.commit(draft -> assign(draft, "a", OTHER));
        var before = rig.hello(OTHER);
        rig.hello(OTHER);

        before.observed("a", reached(TaskState.RUNNING));
        rig.soon();

        assertNull(rig.store.view().tasks().get("a").orElseThrow().status());
    }

    @Test
    void writesManyReportsInFewCommits() {
        rig.store.commit(draft -> manyTasks(draft, 190));
        var agent = rig.hello(OTHER);
        int commits = rig.store.commits().size();
        var reports = new ArrayList<TaskReport>();
        for (int i = 0; i < 190; i++) {
            reports.add(new TaskReport(task(name(i)), reached(TaskState.RUNNING)));
        }

        agent.observed(reports);
        rig.kernel.runFor(Duration.ofSeconds(1));

        assertTrue(rig.store.view().tasks().stream().allMatch(t -> t.state() == TaskState.RUNNING));
        assertTrue(rig.store.commits().size() - commits <= 3);
        assertEquals(List.of(1L), agent.committed);
    }

    @Test
    void writesAgainWhatTheStoreDidNotTake() {
        rig.store.commit(draft -> assign(draft, "a", OTHER));
        var agent = rig.hello(OTHER);
        rig.store.refuse(StoreException.Reason.TIMED_OUT);

        agent.observed("a", reached(TaskState.RUNNING));
        rig.kernel.runFor(Duration.ofSeconds(2));
        assertEquals(List.of(), agent.committed);
        rig.store.accept();
        rig.kernel.runFor(Duration.ofSeconds(1));

        assertEquals(TaskState.RUNNING, rig.observed("a").state());
        assertEquals(List.of(1L), agent.committed);
    }

    private static void manyTasks(Draft draft, int count) {
        for (int i = 0; i < count; i++) {
            assign(draft, name(i), OTHER);
        }
    }

    private static String name(int number) {
        return "t" + (1_000 + number);
    }
}
