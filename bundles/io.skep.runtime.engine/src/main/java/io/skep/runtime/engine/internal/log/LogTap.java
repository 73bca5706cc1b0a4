package io.skep.runtime.engine.internal.log;

import io.skep.model.LogLine;
import io.skep.model.LogSink;
import io.skep.seam.Cancellable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A stream of output that may be called off before it was opened. Afterwards its sink hears
 * nothing; of the end it hears once.
 */
public final class LogTap implements LogSink, Cancellable {

    private static final Cancellable NOTHING = () -> {};

    private final LogSink sink;
    // whether it is over; set by whoever ends it first: reader, runtime or host
    private final AtomicBoolean over = new AtomicBoolean();
    // the runtime's stream; set by the loop, called off by the reader's thread
    private final AtomicReference<Cancellable> stream = new AtomicReference<>(NOTHING);

    /** A tap into a sink. */
    public LogTap(LogSink sink) {
        this.sink = sink;
    }

    /** The runtime's stream, to be called off with this. */
    public void open(Cancellable opened) {
        stream.set(opened);
        if (over.get()) {
            opened.cancel();
        }
    }

    @Override
    public void line(LogLine line) {
        if (!over.get()) {
            sink.line(line);
        }
    }

    @Override
    public void end(String error) {
        if (over.compareAndSet(false, true)) {
            sink.end(error);
        }
    }

    @Override
    public void cancel() {
        if (over.compareAndSet(false, true)) {
            stream.get().cancel();
        }
    }
}
