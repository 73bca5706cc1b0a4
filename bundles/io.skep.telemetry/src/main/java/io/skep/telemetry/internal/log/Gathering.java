package io.skep.telemetry.internal.log;

import io.skep.control.TaskLogSink;
import io.skep.model.Kind;
import io.skep.model.LogLine;
import io.skep.model.LogRequest;
import io.skep.model.NodeId;
import io.skep.model.NodeState;
import io.skep.model.Task;
import io.skep.model.TaskId;
import io.skep.model.TaskState;
import io.skep.model.View;
import io.skep.seam.Cancellable;
import io.skep.seam.Loop;
import io.skep.store.Commit;
import io.skep.store.Watcher;
import io.skep.transport.Channel;
import io.skep.transport.ChannelSink;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One stream of the output of several tasks. Lives on its loop and closes it. */
final class Gathering implements Watcher {

    private static final Logger log = LoggerFactory.getLogger(Gathering.class);

    private final Wanted wanted;
    private final TaskLogSink sink;
    private final LogSource source;
    private final Loop loop;
    private final SortedSet<TaskId> begun = new TreeSet<>();
    private final SortedMap<TaskId, TaskStream> open = new TreeMap<>();
    private final SortedSet<String> reasons = new TreeSet<>();
    private Cancellable watch = () -> {};
    private boolean ended;

    Gathering(Wanted wanted, TaskLogSink sink, LogSource source, Loop loop) {
        this.wanted = wanted;
        this.sink = sink;
        this.source = source;
        this.loop = loop;
    }

    void begin() {
        if (wanted.follow()) {
            watch = source.store().watch(loop, this);
        }
        var view = source.store().view();
        if (!wanted.follow()) {
            wanted.unscheduled(view)
                    .forEach(id -> reasons.add("task " + id + " has not been scheduled"));
        }
        lagged(view);
        endWhenDone();
    }

    void cancel() {
        ended = true;
        watch.cancel();
        List.copyOf(open.values()).forEach(TaskStream::close);
        loop.close();
    }

    // a node that comes back may have said nothing of its tasks
    @Override
    public Set<Kind> kinds() {
        return Set.of(Kind.TASK, Kind.NODE);
    }

    @Override
    public void commit(Commit commit) {
        lagged(commit.after());
    }

    @Override
    public void lagged(View view) {
        begun.removeIf(id -> view.tasks().get(id).isEmpty());
        for (var task : wanted.tasks(view)) {
            if (!begun.contains(task.id())) {
                join(task, view);
            }
        }
    }

    private void join(Task task, View view) {
        var node = task.plan().value().nodeId();
        if (node == null) {
            return;
        }
        if (!answers(node, view)) {
            reasons.add("node " + node + " is not available"); // and tried again when following
            return;
        }
        begun.add(task.id());
        var stream = new TaskStream(task, node, this);
        open.put(task.id(), stream);
        stream.open();
    }

    LogRequest request() {
        return wanted.request();
    }

    Optional<NodeId> relay() {
        return source.relay();
    }

    Channel open(NodeId node, String kind, ChannelSink way) {
        return source.transport().open(node, kind, loop, way);
    }

    private static boolean answers(NodeId node, View view) {
        return view.nodes().get(node).filter(any -> any.state() != NodeState.DOWN).isPresent();
    }

    void line(Task task, LogLine line) {
        if (!ended) {
            sink.line(task, line);
        }
    }

    /**
     * Whether more of a task may come that is followed: it runs, or what it said last was not heard
     * yet and was not asked for in vain for long.
     */
    boolean mayGoOn(Task task, boolean complete, boolean tried) {
        var now = source.store().view().tasks().get(task.id());
        return wanted.follow()
                && now.isPresent()
                && (!now.get().state().after(TaskState.RUNNING) || !complete && !tried);
    }

    /** Opens a stream again, as soon as its node answers. */
    void later(Duration pause, TaskStream stream) {
        loop.schedule(pause, () -> again(pause, stream));
    }

    private void again(Duration pause, TaskStream stream) {
        var view = source.store().view();
        if (ended) {
            return;
        }
        if (view.tasks().get(stream.task().id()).isEmpty()) {
            done(stream.task(), "");
        } else if (answers(stream.node(), view)) {
            stream.open();
        } else {
            later(pause, stream);
        }
    }

    /** A task's output came to its end; {@code reason} says what is missing, if anything is. */
    void done(Task task, String reason) {
        open.remove(task.id());
        if (!reason.isEmpty()) {
            log.debug("logs of task {}: {}", task.id(), reason);
            reasons.add(reason);
        }
        endWhenDone();
    }

    // LG-4: with follow, tasks may still come
    private void endWhenDone() {
        if (ended || wanted.follow() || !open.isEmpty()) {
            return;
        }
        cancel();
        sink.end(incomplete());
    }

    // LG-3
    private String incomplete() {
        return reasons.isEmpty()
                ? ""
                : "warning: incomplete log stream. some logs could not be retrieved for the"
                        + " following reasons: "
                        + String.join(", ", reasons);
    }
}
