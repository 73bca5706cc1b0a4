package io.skep.telemetry.internal.log;

import io.skep.codec.Codec;
import io.skep.model.LogLine;
import io.skep.model.NodeId;
import io.skep.model.Task;
import io.skep.transport.Channel;
import io.skep.transport.ChannelSink;
import io.skep.transport.Talk;
import io.skep.transport.agent.LogFrame;
import io.skep.transport.agent.LogsWanted;
import java.time.Duration;
import java.util.Optional;

/**
 * The output of one task, over a channel to its node; or through the leader, which every node has a
 * connection to, when this manager has none. Who follows a task hears what it says after its node,
 * the leader or the runtime was away: the stream is opened again, from where it was.
 */
final class TaskStream {

    private static final Duration SHORT = Duration.ofMillis(250);
    private static final Duration LONG = Duration.ofSeconds(8);

    private final Task task;
    private final NodeId node;
    private final Gathering gathering;
    private final Bookmark bookmark = new Bookmark();
    private Optional<Channel> channel = Optional.empty();
    private Duration pause = SHORT;
    private boolean begun;
    private boolean done;

    TaskStream(Task task, NodeId node, Gathering gathering) {
        this.task = task;
        this.node = node;
        this.gathering = gathering;
    }

    Task task() {
        return task;
    }

    NodeId node() {
        return node;
    }

    /** Begins, or goes on. */
    void open() {
        begun = false;
        var wanted = new LogsWanted(task.id(), bookmark.rest(gathering.request()));
        open(gathering.open(node, LogsWanted.CHANNEL, new Way(() -> detour(wanted))), wanted);
    }

    private void detour(LogsWanted wanted) {
        gathering
                .relay()
                .ifPresentOrElse(
                        leader -> openThrough(leader, new LogsAt(node, wanted)), this::lost);
    }

    private void openThrough(NodeId leader, LogsAt wish) {
        open(gathering.open(leader, Talk.CONTROL_LOGS.kind(), new Way(this::lost)), wish);
    }

    private void open(Channel opened, Record wish) {
        channel = Optional.of(opened);
        if (!opened.send(Codec.bytes(wish))) {
            opened.close("not available");
        }
    }

    /** A channel on which the output may come. */
    private final class Way implements ChannelSink {

        private final Runnable otherwise;
        private boolean over;

        private Way(Runnable otherwise) {
            this.otherwise = otherwise;
        }

        @Override
        public void frame(byte[] bytes) {
            if (done || over) {
                return;
            }
            begun = true;
            var frame = Codec.value(bytes, LogFrame.class);
            frame.lines().stream().filter(bookmark::isNew).forEach(TaskStream.this::tell);
            if (frame.last()) {
                over = true;
                channel.ifPresent(opened -> opened.close("that was all"));
                end(frame.error());
            }
        }

        // what has come already would come again
        @Override
        public void closed(String reason) {
            if (done || over) {
                return;
            }
            over = true;
            if (begun) {
                lost();
            } else {
                otherwise.run();
            }
        }
    }

    private void tell(LogLine line) {
        pause = SHORT;
        gathering.line(task, line);
    }

    /** Nobody wants it any more. */
    void close() {
        done = true;
        channel.ifPresent(opened -> opened.close("no more logs wanted"));
    }

    private void lost() {
        end("node " + node + " disconnected unexpectedly");
    }

    private void end(String reason) {
        if (gathering.mayGoOn(task, reason.isEmpty(), pause.equals(LONG))) {
            gathering.later(pause, this);
            var longer = pause.multipliedBy(2);
            pause = longer.compareTo(LONG) < 0 ? longer : LONG;
        } else {
            done = true;
            gathering.done(task, reason);
        }
    }
}
