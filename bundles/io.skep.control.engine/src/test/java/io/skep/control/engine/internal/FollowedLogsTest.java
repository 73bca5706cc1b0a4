package io.skep.control.engine.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.skep.control.LogQuery;
import io.skep.control.TaskLogSink;
import io.skep.model.LogLine;
import io.skep.model.LogRequest;
import io.skep.model.NodeId;
import io.skep.model.NodeState;
import io.skep.model.Part;
import io.skep.model.ServiceId;
import io.skep.model.Task;
import io.skep.model.TaskId;
import io.skep.model.TaskState;
import io.skep.model.Writer;
import io.skep.model.spec.Availability;
import io.skep.model.spec.NodeRole;
import io.skep.model.spec.NodeSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Who follows the output of tasks hears all of it, in order and once, though nodes, leaders and
 * engines come and go. Source: consensus-and-faults O-22, swarm-behaviour LG-4.
 */
class FollowedLogsTest implements TaskLogSink {

    private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");

    @TempDir private Path directory;
    private Bench leader;
    private Bench follower;
    private TaskId task;
    private final List<String> lines = new ArrayList<>();

    @BeforeEach
    void run() {
        leader = Bench.founded(directory);
        follower = leader.follower("f");
        node("n1", NodeState.READY);
        task =
                new TaskId(
                        leader.task(leader.create(Specs.service("web")), "n1", TaskState.RUNNING));
    }

    @Test
    void O_22_goesOnAfterItsNodeWasAwayAndHearsNothingTwice() {
        follow(leader, 100);
        says(out(1, "a"), out(2, "b"), out(2, "c"));

        agent().breaks();
        pass(1);
        assertEquals(-1, agent().wanted.request().tail());
        assertEquals(NOON.plusSeconds(1), agent().wanted.request().since());
        says(out(1, "a"), out(2, "b"), out(2, "c"), out(2, "d"), out(3, "e"));
        agent().breaks();
        pass(1);
        says(out(2, "b"), out(2, "c"), out(2, "d"), out(3, "e"), out(3, "f"));

        assertEquals(List.of("a", "b", "c", "d", "e", "f"), lines);
    }

    @Test
    void asksForTheSameAgainWhenNothingWasHeardYet() {
        follow(leader, 2);

        agent().breaks();
        pass(1);

        assertEquals(new LogRequest(true, true, true, null, 2), agent().wanted.request());
    }

    @Test
    void keepsTheTwoStreamsOfATaskApart() {
        follow(leader, 2);
        says(out(5, "o1"), err(6, "e1"), out(7, "o2"));

        agent().breaks();
        pass(1);
        says(err(6, "e1"), out(7, "o2"), err(7, "e2"), out(8, "o3"));

        assertEquals(List.of("o1", "e1", "o2", "e2", "o3"), lines);
    }

    @Test
    void tellsNoLineThatTheTailHadCutOff() {
        follow(leader, 1);
        says(out(7, "newest"));

        agent().breaks();
        pass(1);
        says(err(6, "older"), out(7, "newest"), err(8, "next"));

        assertEquals(List.of("newest", "next"), lines);
    }

    @Test
    void waitsForANodeThatIsDown() {
        follow(leader, -1);
        var first = agent();
        node("n1", NodeState.DOWN);
        first.breaks();
        pass(60);
        assertEquals(first, agent());

        node("n1", NodeState.READY);
        pass(10);
        says(out(1, "back"));

        assertNotEquals(first, agent());
        assertEquals(List.of("back"), lines);
    }

    @Test
    void asksAgainWhenTheNodeHasNotFoundItsContainersYet() {
        follow(leader, -1);
        says(out(1, "a"));
        for (int turn = 0; turn < 4; turn++) {
            agent().ends("task " + task + " has no container on this node");
            pass(5);
        }
        says(out(1, "a"), out(2, "b"));

        assertEquals(List.of("a", "b"), lines);
    }

    @Test
    void hearsTheLastWordsOfATaskThatEndsWhileItsNodeIsAway() {
        follow(leader, -1);
        says(out(1, "a"));
        agent().breaks();
        leader.observed(task, TaskState.FAILED);
        pass(1);

        says(out(1, "a"), out(2, "last words"));
        agent().ends("");
        var last = agent();
        pass(60);

        assertEquals(last, agent());
        assertEquals(List.of("a", "last words"), lines);
    }

    @Test
    void givesUpOnATaskThatEndedAndWhoseNodeHasNoMoreOfIt() {
        follow(leader, -1);
        leader.observed(task, TaskState.FAILED);
        for (int turn = 0; turn < 10; turn++) {
            agent().ends("task " + task + " has no container on this node");
            pass(10);
        }

        var last = agent();
        pass(60);

        assertEquals(last, agent());
    }

    @Test
    void goesOnThroughTheNextLeader() {
        follower.transport.unreachable.add(new NodeId("n1"));
        var third = leader.follower("t");
        follower.knows(third);
        follow(follower, -1);
        leader.transport.asked.get(task).says(List.of(out(1, "a")));
        leader.kernel.settle();

        follower.quorum.leader = Optional.of(third.transport.self());
        leader.transport.asked.get(task).breaks();
        pass(1);
        third.transport.asked.get(task).says(List.of(out(1, "a"), out(2, "b")));
        leader.kernel.settle();

        assertEquals(List.of("a", "b"), lines);
    }

    @Test
    void joinsTasksOfANodeThatComesBackAndSaysNothingElse() {
        node("n1", NodeState.DOWN);
        follow(leader, -1);
        assertNull(leader.transport.asked.get(task));

        node("n1", NodeState.READY);
        leader.kernel.settle();
        says(out(1, "a"));

        assertEquals(List.of("a"), lines);
    }

    private void follow(Bench bench, long tail) {
        var query = new LogQuery(services(), List.of());
        bench.room.logs(query, new LogRequest(true, true, true, null, tail), this);
        leader.kernel.settle();
    }

    private List<ServiceId> services() {
        return leader.view().services().stream().map(service -> service.id()).toList();
    }

    private MemoryTransport.Agent agent() {
        return leader.transport.asked.get(task);
    }

    private void says(LogLine... said) {
        agent().says(List.of(said));
        leader.kernel.settle();
    }

    private static LogLine out(int second, String text) {
        return new LogLine(1, NOON.plusSeconds(second), text, Map.of());
    }

    private static LogLine err(int second, String text) {
        return new LogLine(2, NOON.plusSeconds(second), text, Map.of());
    }

    private void pass(int seconds) {
        leader.kernel.runFor(Duration.ofSeconds(seconds));
    }

    private void node(String id, NodeState state) {
        var spec = new NodeSpec("", Map.of(), NodeRole.WORKER, Availability.ACTIVE);
        leader.put(Writer.CONTROL, Part.NODE_SPEC, new NodeId(id), spec);
        leader.report(id, state, null);
    }

    @Override
    public void line(Task from, LogLine line) {
        lines.add(line.text());
    }

    @Override
    public void end(String error) {
        throw new AssertionError("who follows hears of no end: " + error);
    }
}
