package io.skep.control.engine.internal.log;

import io.skep.codec.Codec;
import io.skep.model.LogRequest;
import io.skep.model.NodeId;
import io.skep.model.Task;
import io.skep.seam.Loop;
import io.skep.transport.Channel;
import io.skep.transport.ChannelSink;
import io.skep.transport.Transport;
import io.skep.transport.agent.LogFrame;
import io.skep.transport.agent.LogsWanted;
import java.util.Optional;

/** The output of one task, over a channel to its node. */
final class TaskStream implements ChannelSink {

    private final Task task;
    private final Gathering gathering;
    private Optional<Channel> channel = Optional.empty();
    private boolean done;

    TaskStream(Task task, Gathering gathering) {
        this.task = task;
        this.gathering = gathering;
    }

    void open(Transport transport, NodeId node, Loop loop, LogRequest request) {
        var opened = transport.open(node, LogsWanted.CHANNEL, loop, this);
        channel = Optional.of(opened);
        if (!opened.send(Codec.bytes(new LogsWanted(task.id(), request)))) {
            close();
            finish("node " + node + " is not available");
        }
    }

    void close() {
        channel.ifPresent(opened -> opened.close("no more logs wanted"));
    }

    @Override
    public void frame(byte[] bytes) {
        var frame = Codec.value(bytes, LogFrame.class);
        frame.lines().forEach(line -> gathering.line(task, line));
        if (frame.last()) {
            finish(frame.error());
            close();
        }
    }

    @Override
    public void closed(String reason) {
        finish("node " + task.plan().value().nodeId() + " disconnected unexpectedly");
    }

    private void finish(String reason) {
        if (!done) {
            done = true;
            gathering.done(task, reason);
        }
    }
}
