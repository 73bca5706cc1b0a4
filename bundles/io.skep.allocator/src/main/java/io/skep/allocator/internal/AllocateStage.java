package io.skep.allocator.internal;

import io.skep.allocator.internal.port.Endpoints;
import io.skep.model.ServiceId;
import io.skep.model.Task;
import io.skep.model.TaskState;
import io.skep.planner.Stage;
import io.skep.planner.Turn;
import java.util.List;
import java.util.TreeSet;
import org.osgi.service.component.annotations.Component;

/**
 * Gives services their published ports and moves tasks from NEW to PENDING once all that their
 * service needs from the cluster is there. Pure; nothing is kept between turns.
 */
@Component(name = "io.skep.allocator")
public final class AllocateStage implements Stage {

    @Override
    public String name() {
        return "allocate";
    }

    @Override
    public List<String> follows() {
        // both, so that the order holds while the updater is being replaced
        return List.of("orchestrate", "update");
    }

    @Override
    public void plan(Turn turn) {
        var endpoints = new Endpoints(turn);
        endpoints.settle();
        var services = new TreeSet<>(turn.services());
        services.addAll(endpoints.decided());
        services.removeIf(service -> turn.view().services().get(service).isEmpty());
        services.forEach(service -> advance(turn, service, endpoints.refusal(service)));
    }

    private static void advance(Turn turn, ServiceId service, String refusal) {
        for (var task : turn.view().tasksOf(service)) {
            if (task.state() == TaskState.NEW && task.plan().value().wanted()) {
                advance(turn, task, refusal);
            }
        }
    }

    private static void advance(Turn turn, Task task, String refusal) {
        var plan = task.plan().value();
        turn.put(
                task.id(),
                refusal.isEmpty()
                        ? plan.withPhase(
                                TaskState.PENDING, turn.now(), "pending task scheduling", "")
                        : plan.unplaced(refusal, List.of()));
    }
}
