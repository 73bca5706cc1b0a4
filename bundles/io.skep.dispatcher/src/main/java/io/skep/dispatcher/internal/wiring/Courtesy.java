package io.skep.dispatcher.internal.wiring;

import io.skep.model.Service;
import io.skep.model.TaskId;
import io.skep.model.TaskPlan;
import io.skep.model.View;
import java.time.Duration;

/**
 * For how long what is connected to a task may go on after nobody is sent there any more: as long
 * as its service gives it to stop, or as label {@value #LABEL} says in seconds. Those of a service
 * that was removed are not asked to wait. Pure.
 */
final class Courtesy {

    /** Seconds, from 0 on. */
    static final String LABEL = "skep.drain";

    private static final Duration DEFAULT_GRACE = Duration.ofSeconds(10);

    private Courtesy() {}

    /** Of a task. */
    static Duration of(TaskId id, View view) {
        return view.tasks()
                .get(id)
                .map(task -> task.plan().value())
                .flatMap(
                        plan ->
                                view.services()
                                        .get(plan.serviceId())
                                        .map(service -> of(service, plan)))
                .orElse(Duration.ZERO);
    }

    private static Duration of(Service service, TaskPlan plan) {
        var said = service.spec().labels().getOrDefault(LABEL, "");
        return said.matches("[0-9]{1,9}") ? Duration.ofSeconds(Long.parseLong(said)) : grace(plan);
    }

    private static Duration grace(TaskPlan plan) {
        var container = plan.spec().containerSpec();
        var grace = container == null ? null : container.stopGracePeriod();
        return grace == null ? DEFAULT_GRACE : grace;
    }
}
