package io.skep.control.engine.internal.log;

import io.skep.control.LogQuery;
import io.skep.control.TaskLogSink;
import io.skep.model.LogRequest;
import io.skep.seam.Cancellable;
import io.skep.seam.Seams;
import io.skep.store.Store;
import io.skep.transport.Transport;

/** Reads the output of tasks from their nodes. */
public final class LogReader {

    private final Store store;
    private final Transport transport;

    /** Finds tasks in the store and reaches nodes over the transport. */
    public LogReader(Store store, Transport transport) {
        this.store = store;
        this.transport = transport;
    }

    /** Begins; a loop of its own, since the sink may block. */
    public Cancellable read(LogQuery query, LogRequest request, TaskLogSink sink, Seams seams) {
        var loop = seams.loop("logs");
        var gathering = new Gathering(new Wanted(query, request), sink, store, transport, loop);
        loop.execute(gathering::begin);
        return () -> loop.execute(gathering::cancel);
    }
}
