package io.skep.model;

import io.skep.model.spec.Alike;
import io.skep.model.spec.Placement;
import io.skep.model.spec.TaskSpec;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Whether tasks are what a service's wish in force asks for, or outdated. Source: swarm-behaviour
 * UP-2, UP-3.
 *
 * <p>Tasks of one wish are equal but for their node and state, so specs are compared once per wish:
 * keep one of these for all tasks of a service. Not for several threads.
 */
public final class Freshness {

    private enum Verdict {
        SAME,
        PLACED_OTHERWISE,
        DIFFERENT
    }

    private final Service service;
    private final View view;
    private final List<Constraint> constraints;
    private final Map<Long, Verdict> verdicts = new TreeMap<>();

    /** For the tasks of a service, as seen in a view. */
    public Freshness(Service service, View view) {
        this.service = service;
        this.view = view;
        this.constraints = Constraint.all(service.inForce().taskTemplate().placementOrAnywhere());
    }

    /** Whether a task need not be replaced. */
    public boolean fresh(Task task) {
        var plan = task.plan().value();
        if (plan.specVersion() == service.versionInForce()) {
            return true;
        }
        return switch (verdicts.computeIfAbsent(plan.specVersion(), any -> verdict(plan))) {
            case SAME -> !otherCredentials(plan) || healthy(task);
            case PLACED_OTHERWISE -> stillFits(plan);
            case DIFFERENT -> false;
        };
    }

    private Verdict verdict(TaskPlan plan) {
        var wanted = service.inForce();
        if (!Alike.alike(wanted.endpointSpec(), plan.origin().endpointSpec())) {
            return Verdict.DIFFERENT;
        }
        if (Alike.alike(wanted.taskTemplate(), plan.spec())) {
            return Verdict.SAME;
        }
        return Alike.alike(anywhere(wanted.taskTemplate()), anywhere(plan.spec()))
                ? Verdict.PLACED_OTHERWISE
                : Verdict.DIFFERENT;
    }

    private static TaskSpec anywhere(TaskSpec spec) {
        return new TaskSpec(
                spec.containerSpec(),
                spec.resources(),
                spec.restartPolicy(),
                Placement.ANYWHERE,
                spec.networks(),
                spec.logDriver(),
                spec.forceUpdate(),
                spec.runtime());
    }

    private boolean stillFits(TaskPlan plan) {
        var node = plan.nodeId();
        return node != null
                && view.nodes()
                        .get(node)
                        .filter(there -> constraints.stream().allMatch(c -> c.matches(there)))
                        .isPresent();
    }

    // tasks do not carry credentials; the wish before is the only older one whose are known
    private boolean otherCredentials(TaskPlan plan) {
        var wish = service.wish().value();
        return !service.rolledBack()
                && plan.specVersion() == wish.previousVersion()
                && !wish.registryAuth().equals(wish.previousAuth());
    }

    private static boolean healthy(Task task) {
        return !task.desired().after(TaskState.RUNNING)
                && !task.state().before(TaskState.READY)
                && !task.terminal();
    }
}
