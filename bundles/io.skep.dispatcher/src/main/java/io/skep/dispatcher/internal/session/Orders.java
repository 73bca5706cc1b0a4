package io.skep.dispatcher.internal.session;

import io.skep.model.NodeId;
import io.skep.model.Task;
import io.skep.model.TaskId;
import io.skep.model.TaskState;
import io.skep.model.View;
import io.skep.model.spec.Payload;
import io.skep.transport.agent.TaskOrder;
import java.util.List;
import java.util.Optional;

/** What a node is to know, out of a view. Source: swarm-behaviour DI-4. */
final class Orders {

    private Orders() {}

    /** All tasks of a node, also those that are to stop, until they disappear. */
    static List<TaskId> tasks(View view, NodeId node) {
        return view.tasksOn(node).stream().filter(Orders::assigned).map(Task::id).toList();
    }

    /** A task as its node is to know it; absent when it is to forget it. */
    static Optional<TaskOrder> order(View view, NodeId node, TaskId id) {
        return view.tasks()
                .get(id)
                .filter(task -> node.equals(task.plan().value().nodeId()))
                .filter(Orders::assigned)
                .map(task -> new TaskOrder(id, task.plan().value(), auth(view, task)));
    }

    /** Whether a task will never run again. */
    static boolean ended(View view, TaskId id) {
        return view.tasks().get(id).filter(task -> !task.terminal()).isEmpty();
    }

    private static boolean assigned(Task task) {
        return !task.plan().value().phase().before(TaskState.ASSIGNED);
    }

    /** The credentials that came with the wish the task was made for. */
    private static Payload auth(View view, Task task) {
        var plan = task.plan().value();
        var wish = view.services().get(plan.serviceId()).map(service -> service.wish().value());
        if (wish.isEmpty()) {
            return Payload.EMPTY;
        }
        var made = plan.specVersion();
        if (made == wish.get().specVersion()) {
            return wish.get().registryAuth();
        }
        var before = wish.get().previous() != null && made == wish.get().previousVersion();
        return before ? wish.get().previousAuth() : Payload.EMPTY;
    }
}
