package io.skep.control.engine.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.control.LogQuery;
import io.skep.control.Refusal;
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
import io.skep.seam.Cancellable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Output of tasks, gathered from their nodes. Source: swarm-behaviour LG-1 to LG-5. */
class LogsTest {

    private static final String INCOMPLETE =
            "warning: incomplete log stream. some logs could not be retrieved for the following"
                    + " reasons: ";

    @TempDir private Path directory;
    private Bench bench;
    private String service;
    private final Heard heard = new Heard();

    @BeforeEach
    void found() {
        bench = Bench.founded(directory);
        node("n1", NodeState.READY);
        node("n2", NodeState.READY);
        service = bench.create(Specs.service("web"));
    }

    @Test
    void gathersTheOutputOfAllTasks() {
        var one = bench.task(service, "n1", TaskState.RUNNING);
        var two = bench.task(service, "n2", TaskState.FAILED);
        var request = read(false, 7);

        assertEquals(request, agent(one).wanted.request());
        assertEquals("n1", agent(one).peer().value());
        agent(one).says("a", "b");
        agent(two).says("c");
        agent(one).ends("");
        bench.kernel.settle();
        assertFalse(heard.ended());
        agent(two).ends("");
        bench.kernel.settle();

        assertEquals(List.of(one + " a", one + " b"), heard.of(one));
        assertEquals(List.of(two + " c"), heard.of(two));
        assertEquals(List.of(""), heard.ends);
        assertEquals(1, agent(one).closed.size());
    }

    @Test
    void endsAtOnceWhenNoTaskHasOutput() {
        bench.task(service, "n1", TaskState.PREPARING);

        read(false, -1);

        assertEquals(List.of(""), heard.ends);
        assertEquals(0, bench.transport.asked.size());
    }

    @Test
    void tellsWhatIsMissing() {
        node("n3", NodeState.DOWN);
        var cut = bench.task(service, "n1", TaskState.RUNNING);
        var broken = bench.task(service, "n2", TaskState.RUNNING);
        bench.task(service, "n3", TaskState.RUNNING);
        bench.task(service, "n4", TaskState.RUNNING);
        read(false, -1);

        agent(cut).breaks();
        agent(broken).ends("the container is gone");
        bench.kernel.settle();

        assertEquals(
                List.of(
                        INCOMPLETE
                                + "node n1 disconnected unexpectedly, node n3 is not available,"
                                + " node n4 is not available, the container is gone"),
                heard.ends);
    }

    @Test
    void readsTasksThatAreNamedOneByOne() {
        var one = bench.task(service, "n1", TaskState.RUNNING);
        var other = bench.task(service, "n2", TaskState.RUNNING);
        var query = new LogQuery(List.of(), List.of(new TaskId(one)));

        bench.room.logs(query, new LogRequest(true, true, false, null, -1), heard);
        bench.kernel.settle();

        assertTrue(bench.transport.asked.containsKey(new TaskId(one)));
        assertFalse(bench.transport.asked.containsKey(new TaskId(other)));
    }

    @Test
    void followsTasksThatStartLater() {
        var one = bench.task(service, "n1", TaskState.RUNNING);
        follow();
        agent(one).says("a");
        agent(one).ends("");

        var late = bench.task(service, "n2", TaskState.PREPARING);
        bench.kernel.settle();
        assertFalse(bench.transport.asked.containsKey(new TaskId(late)));
        bench.observed(new TaskId(late), TaskState.RUNNING);
        bench.kernel.settle();
        agent(late).says("b");
        bench.kernel.settle();

        assertEquals(List.of(one + " a", late + " b"), heard.lines);
        assertFalse(heard.ended());
    }

    @Test
    void asksForEachTaskOnce() {
        var one = bench.task(service, "n1", TaskState.RUNNING);
        follow();
        var first = agent(one);
        first.ends("");

        bench.observed(new TaskId(one), TaskState.COMPLETE);
        bench.kernel.settle();

        assertEquals(first, agent(one));
    }

    @Test
    void followsTasksOfNodesThatComeBack() {
        node("n1", NodeState.DOWN);
        var one = bench.task(service, "n1", TaskState.RUNNING);
        follow();
        assertEquals(0, bench.transport.asked.size());

        node("n1", NodeState.READY);
        bench.task(service, "n2", TaskState.RUNNING);
        bench.kernel.settle();

        assertTrue(bench.transport.asked.containsKey(new TaskId(one)));
    }

    @Test
    void stopsWhenTheReaderGoes() {
        var one = bench.task(service, "n1", TaskState.RUNNING);
        var reading = follow();
        agent(one).says("a");
        bench.kernel.settle();

        reading.cancel();
        bench.kernel.settle();
        agent(one).says("b");
        bench.task(service, "n2", TaskState.RUNNING);
        bench.kernel.settle();

        assertEquals(List.of(one + " a"), heard.lines);
        assertEquals(1, agent(one).closed.size());
        assertEquals(1, bench.transport.asked.size());
        assertFalse(heard.ended());
    }

    @Test
    void readsOnManagersOnly() {
        bench.local = Bench.inState("active", "c", "n", false);

        assertThrows(Refusal.class, this::follow);
    }

    private Cancellable follow() {
        var reading = bench.room.logs(query(), new LogRequest(true, true, true, null, -1), heard);
        bench.kernel.settle();
        return reading;
    }

    private LogRequest read(boolean follow, long tail) {
        var request = new LogRequest(true, true, follow, null, tail);
        bench.room.logs(query(), request, heard);
        bench.kernel.settle();
        return request;
    }

    private LogQuery query() {
        return new LogQuery(List.of(new ServiceId(service)), List.of());
    }

    private MemoryTransport.Agent agent(String task) {
        return bench.transport.asked.get(new TaskId(task));
    }

    private void node(String id, NodeState state) {
        var spec = new NodeSpec("", Map.of(), NodeRole.WORKER, Availability.ACTIVE);
        bench.put(Writer.CONTROL, Part.NODE_SPEC, new NodeId(id), spec);
        bench.report(id, state, null);
    }

    private static final class Heard implements TaskLogSink {

        private final List<String> lines = new ArrayList<>();
        private final List<String> ends = new ArrayList<>();

        @Override
        public void line(Task task, LogLine line) {
            lines.add(task.id() + " " + line.text());
        }

        @Override
        public void end(String error) {
            ends.add(error);
        }

        private boolean ended() {
            return !ends.isEmpty();
        }

        private List<String> of(String task) {
            return lines.stream().filter(line -> line.startsWith(task)).toList();
        }
    }
}
