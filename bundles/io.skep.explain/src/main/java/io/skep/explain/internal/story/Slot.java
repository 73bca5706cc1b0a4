package io.skep.explain.internal.story;

import io.skep.model.Task;
import io.skep.model.View;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The tasks that had or have the same place in a service: a slot's number, or a node. */
final class Slot {

    private final Task task;
    private final List<Task> all;

    /** The slot of a task, as far as its tasks are remembered. */
    Slot(View view, Task task) {
        this.task = task;
        this.all =
                view.tasksOf(task.plan().value().serviceId()).stream()
                        .filter(other -> same(other, task))
                        .sorted(
                                Comparator.comparing((Task other) -> other.plan().createdAt())
                                        .thenComparing(Task::id))
                        .toList();
    }

    private static boolean same(Task one, Task other) {
        var a = one.plan().value();
        var b = other.plan().value();
        if (a.slot() > 0 || b.slot() > 0) {
            return a.slot() == b.slot();
        }
        return a.nodeId() != null && a.nodeId().equals(b.nodeId());
    }

    /** Whose place it took. */
    Optional<Task> before() {
        return at(-1);
    }

    /** Who took its place. */
    Optional<Task> after() {
        return at(1);
    }

    private Optional<Task> at(int distance) {
        for (int at = 0; at < all.size(); at++) {
            if (all.get(at).id().equals(task.id())) {
                int wanted = at + distance;
                return wanted < 0 || wanted >= all.size()
                        ? Optional.empty()
                        : Optional.of(all.get(wanted));
            }
        }
        return Optional.empty();
    }
}
