package io.skep.model;

import org.osgi.annotation.versioning.ConsumerType;

/** Takes a task's output. May be called by any thread, one call at a time. */
@ConsumerType
public interface LogSink {

    /** A line. May block the caller for a bounded time to slow it down. */
    void line(LogLine line);

    /**
     * No more lines.
     *
     * @param error why the stream is incomplete; empty when it is complete
     */
    void end(String error);
}
