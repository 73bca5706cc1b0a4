package io.skep.telemetry.internal.log;

import io.skep.control.LogQuery;
import io.skep.control.TaskLogSink;
import io.skep.model.LogRequest;
import io.skep.seam.Cancellable;
import io.skep.seam.Loop;
import io.skep.seam.Seams;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the output of tasks from their nodes. */
public final class LogReader {

    private static final Logger log = LoggerFactory.getLogger(LogReader.class);

    private final LogSource source;

    /** Finds tasks in the store and reaches nodes over the transport. */
    public LogReader(LogSource source) {
        this.source = source;
    }

    /**
     * Begins; a loop of its own, since the sink may block. On a manager that does not lead, after
     * its state shows what is acknowledged, or cannot.
     */
    public Cancellable read(LogQuery query, LogRequest request, TaskLogSink sink, Seams seams) {
        var loop = seams.loop("logs");
        var gathering = new Gathering(new Wanted(query, request), sink, source, loop);
        if (source.store().leading()) {
            loop.execute(gathering::begin);
        } else {
            caughtUp(gathering, loop);
        }
        return () -> loop.execute(gathering::cancel);
    }

    private void caughtUp(Gathering gathering, Loop loop) {
        loop.on(source.store().read())
                .whenComplete(
                        (view, failure) -> {
                            if (failure != null) {
                                log.debug("logs: of what this node knows", failure);
                            }
                            gathering.begin();
                        });
    }
}
