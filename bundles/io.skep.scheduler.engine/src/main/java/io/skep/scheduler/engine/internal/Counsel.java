package io.skep.scheduler.engine.internal;

import io.skep.control.Advisor;
import io.skep.control.Remedy;
import io.skep.control.Standing;
import io.skep.model.Task;
import io.skep.model.TaskState;
import io.skep.model.View;
import io.skep.scheduler.engine.internal.filter.Advice;
import io.skep.scheduler.engine.internal.filter.Checklist;
import io.skep.scheduler.engine.internal.filter.Names;
import io.skep.scheduler.engine.internal.filter.Refusal;
import io.skep.scheduler.engine.internal.fleet.Failures;
import io.skep.scheduler.engine.internal.fleet.Fleet;
import io.skep.scheduler.engine.internal.fleet.Need;
import io.skep.scheduler.engine.internal.place.Ranks;
import io.skep.scheduler.engine.internal.strategy.Guard;
import io.skep.scheduler.engine.internal.strategy.Guard.Misbehaved;
import io.skep.scheduler.engine.internal.strategy.Strategies;
import io.skep.scheduler.spi.Candidate;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** Tells what would let a task run and how nodes rank for it, by what places tasks. */
final class Counsel implements Advisor {

    private final Strategies strategies;

    Counsel(Strategies strategies) {
        this.strategies = strategies;
    }

    @Override
    public List<Remedy> remedies(View view, Task task) {
        var plan = task.plan().value();
        if (task.state() != TaskState.PENDING || !plan.wanted()) {
            return List.of();
        }
        var fleet = Fleet.of(view, List.of(plan.serviceId()));
        var service = fleet.service(plan.serviceId());
        var checklist = new Checklist(Need.of(plan, view));
        var names = new Names(view);
        return fleet.nodes().stream()
                .filter(node -> plan.nodeId() == null || node.id().equals(plan.nodeId()))
                .map(node -> new Refusal(view, plan, node, names.of(node.id()), service.on(node)))
                .map(checklist::advise)
                .sorted(Advice.SMALLEST)
                .limit(MOST_NODES)
                .map(advice -> strategy(view, plan.nodeId() == null, advice.remedy()))
                .toList();
    }

    /** A node that would take the task waits for a strategy that is there. */
    private Remedy strategy(View view, boolean free, Remedy remedy) {
        var wanted = Schedule.wanted(view);
        if (!free || !remedy.steps().isEmpty() || strategies.named(wanted).isPresent()) {
            return remedy;
        }
        var change =
                strategies.rows("").stream()
                        .map(row -> "skep:plug-use scheduler " + row.info().name())
                        .findFirst()
                        .orElse("install scheduling strategy " + wanted);
        var step = new Remedy.Step("Strategy", Guard.missing(wanted), change, "");
        return new Remedy(remedy.nodeID(), remedy.node(), List.of(step));
    }

    @Override
    public List<Standing> ranking(View view, Task task, Instant now) {
        var plan = task.plan().value();
        if (plan.placedBy().isEmpty() || task.terminal() || !plan.wanted()) {
            return List.of();
        }
        return strategies
                .named(Schedule.wanted(view))
                .map(Guard::new)
                .flatMap(Guard::ranking)
                .map(ranking -> ranked(view, task, now, ranking))
                .orElse(List.of());
    }

    private static List<Standing> ranked(
            View view, Task task, Instant now, Comparator<Candidate> ranking) {
        var plan = task.plan().value();
        var id = plan.serviceId();
        var fleet = Fleet.of(view, List.of(id), other -> !other.id().equals(task.id()));
        var failures = new Failures();
        view.tasksOf(id).forEach(other -> failures.observe(other, now));
        var ranks =
                new Ranks(
                        fleet,
                        new Checklist(Need.of(plan, view)),
                        fleet.service(id),
                        failures.of(id, plan.specVersion()));
        var names = new Names(view);
        try {
            return ranks.by(ranking).stream()
                    .limit(MOST_NODES)
                    .map(node -> standing(names, node))
                    .toList();
        } catch (Misbehaved broken) {
            return List.of(); // skep:plug-ls tells of it when it places tasks
        }
    }

    private static Standing standing(Names names, Candidate node) {
        return new Standing(
                node.node(),
                names.of(node.node()),
                node.tasksOfService(),
                node.tasks(),
                node.recentFailures());
    }
}
