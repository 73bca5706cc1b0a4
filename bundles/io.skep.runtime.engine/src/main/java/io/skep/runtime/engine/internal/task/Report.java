package io.skep.runtime.engine.internal.task;

import io.skep.model.ContainerStatus;
import io.skep.model.TaskId;
import io.skep.model.TaskState;
import io.skep.model.TaskStatus;
import io.skep.model.spec.PortConfig;
import io.skep.runtime.spi.Observed;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was last said of a task. States only increase. Source: swarm-behaviour TK-1. */
final class Report {

    private static final Logger log = LoggerFactory.getLogger(Report.class);

    private final TaskId task;
    private final Setting setting;
    private TaskState state = TaskState.ASSIGNED;
    private String message = "";
    private @Nullable ContainerStatus container;
    private List<PortConfig> ports = List.of();

    Report(TaskId task, Setting setting) {
        this.task = task;
        this.setting = setting;
        var before = setting.slice().observed().get(task);
        if (before != null) {
            state = before.state();
            message = before.message();
            container = before.container();
            ports = before.ports();
        }
    }

    TaskState state() {
        return state;
    }

    /** Of its container's first process; 0 when there is none. */
    long pid() {
        return container == null ? 0 : container.pid();
    }

    /** Notes how its container is; told with the next state. */
    void note(Observed seen) {
        container = seen.container();
        ports = seen.ports();
    }

    /** It stays as it is, and says why; once. */
    void noted(String said) {
        if (!message.equals(said)) {
            reached(state, said);
        }
    }

    /** It came to a state. */
    void reached(TaskState next, String said) {
        tell(next, said, "");
        message = said;
    }

    /** It came to nothing: the message stays what it was. Source: swarm-behaviour TK-6. */
    void failed(TaskState next, String error) {
        tell(next, message, error);
    }

    private void tell(TaskState next, String said, String error) {
        log.debug("task {}: {} -> {} {}", task, state, next, error);
        var now = setting.context().seams().time().now();
        setting.slice()
                .observe(task, new TaskStatus(next, now, now, said, error, container, ports));
        state = next;
        if (next.terminal()) {
            setting.vault().forget(task);
        }
    }
}
