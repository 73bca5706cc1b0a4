package io.skep.orchestrator.internal;

import io.skep.model.Service;
import io.skep.model.ServiceId;
import io.skep.model.Task;
import io.skep.model.spec.ServiceMode;
import io.skep.orchestrator.internal.mode.Job;
import io.skep.orchestrator.internal.mode.JobPerNode;
import io.skep.orchestrator.internal.mode.Mode;
import io.skep.orchestrator.internal.mode.OnePerNode;
import io.skep.orchestrator.internal.mode.Replicas;
import io.skep.orchestrator.internal.node.Enforcer;
import io.skep.orchestrator.internal.node.Orphans;
import io.skep.orchestrator.internal.work.Work;
import io.skep.planner.Stage;
import io.skep.planner.Turn;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/**
 * The first stage: as many tasks as the services ask for, and replacements for those that ended.
 */
@Component(name = "io.skep.orchestrator")
public final class OrchestrateStage implements Stage {

    @Override
    public String name() {
        return "orchestrate";
    }

    @Override
    public List<String> follows() {
        return List.of();
    }

    @Override
    public void plan(Turn turn) {
        new Enforcer(turn).enforce();
        turn.services().forEach(id -> plan(turn, id));
    }

    private static void plan(Turn turn, ServiceId id) {
        var tasks = turn.view().tasksOf(id);
        var work = new Work(turn, id, tasks.size());
        var current = Orphans.end(work, tasks) ? turn.view().tasksOf(id) : tasks;
        turn.view()
                .services()
                .get(id)
                .ifPresentOrElse(
                        service -> mode(work, service, current).plan(),
                        () -> forget(work, current));
    }

    // SV-13
    private static void forget(Work work, List<Task> tasks) {
        for (var task : tasks) {
            if (!work.full()) {
                work.forget(task);
            }
        }
    }

    private static Mode mode(Work work, Service service, List<Task> tasks) {
        var mode = service.inForce().mode();
        if (mode instanceof ServiceMode.Replicated replicated) {
            return new Replicas(work, service, replicated.replicas(), tasks);
        }
        if (mode instanceof ServiceMode.ReplicatedJob job) {
            return new Job(work, service, job, tasks);
        }
        return mode.job()
                ? new JobPerNode(work, service, tasks)
                : new OnePerNode(work, service, tasks);
    }
}
