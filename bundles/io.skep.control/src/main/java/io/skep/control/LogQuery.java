package io.skep.control;

import io.skep.model.ServiceId;
import io.skep.model.TaskId;
import java.util.List;

/**
 * Whose output.
 *
 * @param services all tasks of these
 * @param tasks and these
 */
public record LogQuery(List<ServiceId> services, List<TaskId> tasks) {}
