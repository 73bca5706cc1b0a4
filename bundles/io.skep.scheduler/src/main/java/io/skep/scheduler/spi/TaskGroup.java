package io.skep.scheduler.spi;

import io.skep.model.TaskId;
import io.skep.model.spec.Resources;
import java.util.List;

/**
 * Tasks that are alike: same service, same wish.
 *
 * @param tasks to place, in id order
 * @param need what each reserves
 */
public record TaskGroup(List<TaskId> tasks, Resources need) {

    /** Copies the tasks. */
    public TaskGroup {
        tasks = List.copyOf(tasks);
    }
}
