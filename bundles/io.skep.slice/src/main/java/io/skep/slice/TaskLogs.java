package io.skep.slice;

import io.skep.model.LogRequest;
import io.skep.model.LogSink;
import io.skep.model.TaskId;
import io.skep.seam.Cancellable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Output of this node's tasks. {@code runtime.engine} implements it. Safe for use by any thread.
 */
@ProviderType
public interface TaskLogs {

    /**
     * Streams a task's output into the sink. A task that is not here, or whose runtime keeps no
     * logs, ends the sink at once with an error.
     *
     * @return ends the stream; the sink hears nothing more
     */
    Cancellable logs(TaskId task, LogRequest request, LogSink sink);
}
