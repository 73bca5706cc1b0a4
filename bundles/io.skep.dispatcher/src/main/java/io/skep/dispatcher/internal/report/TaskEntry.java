package io.skep.dispatcher.internal.report;

import io.skep.model.NodeId;
import io.skep.model.Part;
import io.skep.model.Task;
import io.skep.model.TaskState;
import io.skep.model.TaskStatus;
import io.skep.store.Draft;
import io.skep.transport.agent.TaskReport;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What a node observed of a task. States only increase; what is lower, identical, or of another
 * node's task is dropped. Source: swarm-behaviour TK-1, DI-5.
 *
 * @param node whose observation
 * @param report what
 * @param at when it arrived, by the manager's clock. Source: swarm-behaviour TK-9
 */
public record TaskEntry(NodeId node, TaskReport report, Instant at) implements Entry {

    private static final int FRAME = 400;
    private static final int PORT = 80;

    @Override
    public void write(Draft draft) {
        draft.tasks()
                .get(report.task())
                .filter(task -> node.equals(task.plan().value().nodeId()))
                .flatMap(this::next)
                .ifPresent(status -> draft.put(Part.TASK_STATUS, report.task(), status));
    }

    private Optional<TaskStatus> next(Task task) {
        var told = report.status();
        if (told.state().before(TaskState.ACCEPTED) || told.state().before(task.state())) {
            return Optional.empty();
        }
        var known = Optional.ofNullable(task.status()).map(stored -> stored.value());
        var since =
                known.filter(status -> status.state() == told.state())
                        .map(TaskStatus::appliedAt)
                        .orElse(at);
        return Optional.of(applied(told, since))
                .filter(Predicate.not(status -> known.filter(status::equals).isPresent()));
    }

    private static TaskStatus applied(TaskStatus told, Instant at) {
        return new TaskStatus(
                told.state(),
                told.timestamp(),
                at,
                told.message(),
                told.err(),
                told.container(),
                told.ports());
    }

    @Override
    public int bytes() {
        var status = report.status();
        return FRAME
                + 3 * (status.message().length() + status.err().length())
                + PORT * status.ports().size();
    }
}
