package io.skep.control;

import io.skep.model.LogLine;
import io.skep.model.Task;
import org.osgi.annotation.versioning.ConsumerType;

/** Takes output of several tasks, one call at a time. */
@ConsumerType
public interface TaskLogSink {

    /** A line of a task. */
    void line(Task task, LogLine line);

    /**
     * No more lines.
     *
     * @param error why the stream is incomplete; empty when it is complete
     */
    void end(String error);
}
