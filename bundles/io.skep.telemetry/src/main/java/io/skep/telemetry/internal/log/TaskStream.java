package io.skep.telemetry.internal.log;

import io.skep.codec.Codec;
import io.skep.model.LogRequest;
import io.skep.model.NodeId;
import io.skep.model.Task;
import io.skep.transport.Channel;
import io.skep.transport.ChannelSink;
import io.skep.transport.Talk;
import io.skep.transport.agent.LogFrame;
import io.skep.transport.agent.LogsWanted;
import java.util.Optional;

/**
 * The output of one task, over a channel to its node; or through the leader, which every node has a
 * connection to, when this manager has none.
 */
final class TaskStream {

    private final Task task;
    private final NodeId node;
    private final Gathering gathering;
    private Optional<Channel> channel = Optional.empty();
    private boolean begun;
    private boolean done;

    TaskStream(Task task, NodeId node, Gathering gathering) {
        this.task = task;
        this.node = node;
        this.gathering = gathering;
    }

    /** Begins; {@code leader} is another manager that leads. */
    void open(LogRequest request, Optional<NodeId> leader) {
        var wanted = new LogsWanted(task.id(), request);
        Runnable detour =
                () ->
                        leader.ifPresentOrElse(
                                other -> openThrough(other, new LogsAt(node, wanted)), this::lost);
        open(gathering.open(node, LogsWanted.CHANNEL, new Way(detour)), wanted);
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

        private Way(Runnable otherwise) {
            this.otherwise = otherwise;
        }

        @Override
        public void frame(byte[] bytes) {
            begun = true;
            var frame = Codec.value(bytes, LogFrame.class);
            frame.lines().forEach(line -> gathering.line(task, line));
            if (frame.last()) {
                finish(frame.error());
                close();
            }
        }

        // what has come already would come again
        @Override
        public void closed(String reason) {
            if (begun) {
                lost();
            } else if (!done) {
                otherwise.run();
            }
        }
    }

    /** Nobody wants it any more. */
    void close() {
        done = true;
        channel.ifPresent(opened -> opened.close("no more logs wanted"));
    }

    private void lost() {
        finish("node " + node + " disconnected unexpectedly");
    }

    private void finish(String reason) {
        if (!done) {
            done = true;
            gathering.done(task, reason);
        }
    }
}
