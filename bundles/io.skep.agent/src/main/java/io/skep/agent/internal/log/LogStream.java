package io.skep.agent.internal.log;

import io.skep.codec.Codec;
import io.skep.seam.Cancellable;
import io.skep.seam.Loop;
import io.skep.slice.TaskLogs;
import io.skep.transport.Channel;
import io.skep.transport.ChannelSink;
import io.skep.transport.agent.LogsWanted;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One manager's wish to read one task's output. Belongs to its loop. */
final class LogStream implements ChannelSink {

    private static final Logger log = LoggerFactory.getLogger(LogStream.class);

    private final TaskLogs logs;
    private final Channel channel;
    private final Pump pump;
    private Cancellable reading = () -> {};
    private boolean begun;

    LogStream(TaskLogs logs, Channel channel, Loop loop) {
        this.logs = logs;
        this.channel = channel;
        this.pump = new Pump(channel, loop);
    }

    @Override
    public void frame(byte[] bytes) {
        if (begun) {
            channel.close("only one wish for each channel");
            return;
        }
        begun = true;
        try {
            var wanted = Codec.value(bytes, LogsWanted.class);
            reading = logs.logs(wanted.task(), wanted.request(), pump);
        } catch (IllegalArgumentException unreadable) {
            log.warn("logs: a wish cannot be read", unreadable);
            channel.close("the wish cannot be read");
        }
    }

    @Override
    public void closed(String reason) {
        reading.cancel();
        pump.stop();
    }
}
