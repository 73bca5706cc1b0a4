package io.skep.transport.agent;

import io.skep.model.TaskId;
import io.skep.model.TaskStatus;

/**
 * What was observed of a task.
 *
 * @param task which
 * @param status what it came to
 */
public record TaskReport(TaskId task, TaskStatus status) {}
