package io.skep.transport.agent;

import io.skep.model.LogRequest;
import io.skep.model.TaskId;

/**
 * The only frame a manager sends on a log channel: whose output it wants. Closing the channel ends
 * the stream.
 *
 * @param task whose
 * @param request which lines
 */
public record LogsWanted(TaskId task, LogRequest request) {

    /** The kind of the channel; agents serve it. */
    public static final String CHANNEL = "agent.logs";
}
