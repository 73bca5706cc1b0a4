package io.skep.scheduler.engine.internal.place;

import io.skep.model.Rejection;
import io.skep.model.Task;
import io.skep.model.View;
import io.skep.planner.Turn;
import io.skep.scheduler.engine.internal.filter.Checklist;
import io.skep.scheduler.engine.internal.fleet.Failures;
import io.skep.scheduler.engine.internal.fleet.Fleet;
import io.skep.scheduler.engine.internal.fleet.Need;
import io.skep.scheduler.engine.internal.strategy.Guard;
import io.skep.scheduler.engine.internal.strategy.Strategy;
import java.util.List;
import java.util.Optional;

/** Gives the tasks of one turn their nodes. */
public final class Round {

    private static final String LEFT_OUT = "placed fewer tasks than there is room for";

    private final View view;
    private final Fleet fleet;
    private final Failures failures;
    private final Queue queue;
    private final Decisions decisions;

    private Round(Turn turn, View view, Queue queue, Failures failures) {
        this.view = view;
        this.queue = queue;
        this.failures = failures;
        this.fleet = Fleet.of(view, queue.services());
        this.decisions = new Decisions(turn, fleet);
    }

    /**
     * Places what waits: first the tasks that are bound to a node, then groups. Source:
     * swarm-behaviour SC-3.
     *
     * @param wanted name of the strategy to use
     * @param strategy that strategy, if it is there
     */
    public static void run(
            Turn turn, Failures failures, String wanted, Optional<Strategy> strategy) {
        var view = turn.view();
        var queue = Queue.of(view);
        if (queue.isEmpty()) {
            return;
        }
        var round = new Round(turn, view, queue, failures);
        queue.bound().forEach(round::confirm);
        strategy.ifPresentOrElse(
                there -> round.place(new Guard(there)),
                () ->
                        queue.groups()
                                .forEach(
                                        group ->
                                                round.leave(
                                                        group.tasks(),
                                                        Guard.missing(wanted),
                                                        List.of())));
    }

    private void confirm(Task task) {
        var plan = task.plan().value();
        var node = Optional.ofNullable(plan.nodeId()).flatMap(fleet::node);
        if (node.isEmpty()) {
            return; // the node was removed; the orchestrator ends the task
        }
        var need = Need.of(plan, view);
        var checklist = new Checklist(need);
        var service = fleet.service(plan.serviceId());
        if (checklist.accepts(node.get(), service.on(node.get()))) {
            decisions.confirm(task, need, node.get());
            return;
        }
        var why = checklist.explain(List.of(node.get()), service);
        decisions.leave(task, why.text(), why.rejections());
    }

    private void place(Guard guard) {
        var placer = new ByList(fleet, guard, decisions);
        for (var group : queue.groups()) {
            var attempt = attempt(group);
            var fault = placer.place(attempt);
            if (!attempt.left().isEmpty()) {
                explain(attempt, fault, guard.strategy().name());
            }
        }
    }

    private Attempt attempt(Group group) {
        var checklist = new Checklist(Need.of(group.plan(), view));
        return new Attempt(
                group,
                checklist,
                fleet.service(group.service()),
                failures.of(group.service(), group.version()));
    }

    private void explain(Attempt attempt, String fault, String strategy) {
        if (!fault.isEmpty()) {
            leave(attempt.left(), fault, List.of());
            return;
        }
        var why = attempt.explain(fleet.nodes());
        var reason = why.accepting() > 0 ? "strategy \"" + strategy + "\" " + LEFT_OUT : why.text();
        leave(attempt.left(), reason, why.rejections());
    }

    private void leave(Iterable<Task> tasks, String reason, List<Rejection> rejections) {
        var error = reason.isEmpty() ? "no suitable node" : "no suitable node (" + reason + ")";
        tasks.forEach(task -> decisions.leave(task, error, rejections));
    }
}
