package io.skep.dispatcher.internal.report;

import io.skep.model.NodeId;
import io.skep.model.NodeState;
import io.skep.model.Part;
import io.skep.model.TaskId;
import io.skep.model.TaskState;
import io.skep.model.TaskStatus;
import io.skep.store.Draft;
import java.time.Instant;
import java.util.List;

/**
 * A task of a node that is gone for so long that nobody waits for it any more. Source:
 * swarm-behaviour DI-6.
 *
 * @param node which node is gone
 * @param task which task
 * @param at since when nobody waits
 */
public record OrphanEntry(NodeId node, TaskId task, Instant at) implements Entry {

    private static final String MESSAGE = "node was down for too long";

    @Override
    public void write(Draft draft) {
        var gone = draft.nodes().get(node).filter(any -> any.state() == NodeState.DOWN).isPresent();
        draft.tasks()
                .get(task)
                .filter(known -> gone)
                .filter(known -> !known.state().before(TaskState.ASSIGNED))
                .filter(known -> !known.state().after(TaskState.RUNNING))
                .ifPresent(known -> draft.put(Part.TASK_STATUS, task, orphaned()));
    }

    private TaskStatus orphaned() {
        return new TaskStatus(TaskState.ORPHANED, at, at, MESSAGE, "", null, List.of());
    }

    @Override
    public int bytes() {
        return 400;
    }
}
