package io.skep.control.engine.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Output of tasks on a manager that does not lead. Source: swarm-behaviour LG-1 to LG-4. */
class FollowerLogsTest implements TaskLogSink {

    @TempDir private Path directory;
    private Bench leader;
    private Bench follower;
    private String service;
    private TaskId task;
    private final List<String> lines = new ArrayList<>();
    private final List<String> ends = new ArrayList<>();

    @BeforeEach
    void run() {
        leader = Bench.founded(directory);
        follower = leader.follower("f");
        var spec = new NodeSpec("", Map.of(), NodeRole.WORKER, Availability.ACTIVE);
        leader.put(Writer.CONTROL, Part.NODE_SPEC, new NodeId("n1"), spec);
        leader.report("n1", NodeState.READY, null);
        service = leader.create(Specs.service("web"));
        task = new TaskId(leader.task(service, "n1", TaskState.RUNNING));
        leader.kernel.settle();
    }

    @Test
    void readsFromTheNodeItself() {
        read();
        follower.transport.asked.get(task).says("a");
        follower.transport.asked.get(task).ends("");
        leader.kernel.settle();

        assertEquals(List.of("a"), lines);
        assertEquals(List.of(""), ends);
        assertTrue(leader.transport.asked.isEmpty());
    }

    @Test
    void readsThroughTheLeaderWhenItHasNoConnection() {
        follower.transport.unreachable.add(new NodeId("n1"));

        read();
        leader.transport.asked.get(task).says("a", "b");
        leader.kernel.settle();
        assertTrue(ends.isEmpty());
        leader.transport.asked.get(task).ends("");
        leader.kernel.settle();

        assertEquals(List.of("a", "b"), lines);
        assertEquals(List.of(""), ends);
        assertEquals(1, leader.transport.asked.get(task).closed.size());
    }

    @Test
    void tellsWhatIsMissingWhenTheLeaderHasNoConnectionEither() {
        follower.transport.unreachable.add(new NodeId("n1"));
        leader.transport.unreachable.add(new NodeId("n1"));

        read();

        assertEquals(
                List.of(
                        "warning: incomplete log stream. some logs could not be retrieved for the"
                                + " following reasons: node n1 disconnected unexpectedly"),
                ends);
    }

    @Test
    void readsNothingTwiceWhenTheNodeGoesInTheMiddle() {
        read();
        follower.transport.asked.get(task).says("a");
        follower.transport.asked.get(task).breaks();
        leader.kernel.settle();

        assertEquals(List.of("a"), lines);
        assertEquals(1, ends.size());
        assertTrue(leader.transport.asked.isEmpty());
    }

    private void read() {
        var query = new LogQuery(List.of(new ServiceId(service)), List.of());
        follower.room.logs(query, new LogRequest(true, true, false, null, -1), this);
        leader.kernel.settle();
    }

    @Override
    public void line(Task from, LogLine line) {
        lines.add(line.text());
    }

    @Override
    public void end(String error) {
        ends.add(error);
    }
}
