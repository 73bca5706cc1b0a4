package io.skep.updater.internal.slot;

import io.skep.model.Slot;
import io.skep.model.Task;
import io.skep.model.TaskState;
import java.util.List;
import java.util.Optional;

/**
 * A slot that is not yet as it should be.
 *
 * @param slot the slot
 * @param live the tasks wanted in it, oldest first
 * @param fresh those among them that need not be replaced
 */
public record Place(Slot slot, List<Task> live, List<Task> fresh) {

    /** The task that stays; empty when the slot has to get another one. Source: UP-7. */
    public Optional<Task> staying() {
        return first(TaskState.RUNNING, TaskState.RUNNING)
                .or(() -> first(TaskState.RUNNING, TaskState.NEW))
                .or(() -> fresh.stream().reduce((older, newer) -> newer));
    }

    /** The tasks that go when one stays. */
    public List<Task> leaving(Task staying) {
        return live.stream().filter(task -> !task.id().equals(staying.id())).toList();
    }

    private Optional<Task> first(TaskState desired, TaskState reached) {
        return fresh.stream()
                .filter(task -> task.desired() == desired && !task.state().before(reached))
                .filter(task -> !task.terminal())
                .findFirst();
    }
}
