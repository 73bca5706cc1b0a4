package io.skep.explain.internal.story;

import io.skep.control.Explained.Link;
import io.skep.model.Task;
import io.skep.model.TaskState;
import io.skep.model.TaskStatus;
import io.skep.model.View;
import io.skep.model.spec.RestartCondition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** How far a task got on its node, how it ended, and what came of its place. */
final class Ending {

    private final View view;
    private final Task task;
    private final Slot slot;
    private final List<Link> links = new ArrayList<>();

    Ending(View view, Task task, Slot slot) {
        this.view = view;
        this.task = task;
        this.slot = slot;
    }

    List<Link> links() {
        var status = task.status();
        var plan = task.plan().value();
        if (plan.phase().terminal()) {
            add(plan.since(), plan.phase().label() + ": " + words(plan.message(), plan.err()));
        } else if (status != null) {
            add(status.value().appliedAt(), observed(status.value()));
        }
        if (task.terminal()) {
            after();
        }
        return links;
    }

    private String observed(TaskStatus status) {
        var where = " on node " + Story.name(view, task);
        var container = status.container();
        var code =
                container != null && status.state().terminal()
                        ? " with exit code " + container.exitCode()
                        : "";
        var what =
                switch (status.state()) {
                    case RUNNING -> "runs" + where;
                    case COMPLETE -> "ended by itself" + where + code;
                    case SHUTDOWN -> "stopped" + where + code;
                    case FAILED -> "failed" + where + code;
                    case REJECTED -> "refused" + where;
                    default -> status.state().label() + where;
                };
        return status.err().isEmpty() ? what : what + ": " + status.err();
    }

    private static String words(String message, String err) {
        return err.isEmpty() ? message : message + ": " + err;
    }

    private void after() {
        slot.after()
                .ifPresentOrElse(
                        next -> add(next.plan().createdAt(), next.name() + " took its place"),
                        this::alone);
    }

    /** Nothing took its place, although it ended by itself. */
    private void alone() {
        var policy = task.plan().value().spec().restartPolicy();
        var there = view.services().get(task.plan().value().serviceId()).isPresent();
        if (policy == null || !there || task.state() == TaskState.SHUTDOWN) {
            return;
        }
        var condition = policy.condition();
        var most = policy.maxAttempts();
        if (condition == RestartCondition.NONE
                || condition == RestartCondition.ON_FAILURE && task.state() == TaskState.COMPLETE) {
            add(task.since(), "not restarted: restart condition is " + label(condition));
        } else if (most != null && most > 0) {
            add(task.since(), "not restarted: at most " + most + " attempts");
        }
    }

    private static String label(RestartCondition condition) {
        return condition.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    private void add(Instant at, String what) {
        links.add(new Link(at, what));
    }
}
