package io.skep.runtime.docker.internal.log;

import io.skep.model.LogRequest;
import io.skep.model.LogSink;
import io.skep.runtime.docker.internal.engine.Call;
import io.skep.runtime.docker.internal.engine.Stream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;

/** One container's log on its way to a sink. */
public final class LogStream implements Stream.Reader {

    private final boolean terminal;
    private final LogSink sink;
    private final Runnable onEnd;

    // guards that the end is told once: by the stream's thread or by who cancels
    private final AtomicBoolean ended = new AtomicBoolean();

    public LogStream(boolean terminal, LogSink sink, Runnable onEnd) {
        this.terminal = terminal;
        this.sink = sink;
        this.onEnd = onEnd;
    }

    public static Call request(String id, LogRequest wanted) {
        var call =
                Call.get("/containers/" + id + "/logs")
                        .query("stdout", Boolean.toString(wanted.stdout()))
                        .query("stderr", Boolean.toString(wanted.stderr()))
                        .query("follow", Boolean.toString(wanted.follow()))
                        .query("timestamps", "true")
                        .query("details", "true")
                        .query("tail", wanted.tail() < 0 ? "all" : Long.toString(wanted.tail()));
        var since = wanted.since();
        return since == null ? call : call.query("since", seconds(since));
    }

    private static String seconds(Instant since) {
        return since.getEpochSecond() + String.format(Locale.ROOT, ".%09d", since.getNano());
    }

    @Override
    public void read(InputStream content) throws IOException {
        var frames = new LogFrames(sink::line);
        var buffered = new BufferedInputStream(content);
        if (terminal) {
            frames.readRaw(buffered);
        } else {
            frames.readFrames(buffered);
        }
    }

    @Override
    public void ended(String why) {
        if (ended.compareAndSet(false, true)) {
            sink.end(why);
            onEnd.run();
        }
    }
}
