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

    private final View view;
    private final Fleet fleet;
    private final Failures failures;
    private final Queue queue;
    private final Decisions decisions;

    private Round(Turn turn, View view, Queue queue, Failures failures, String strategy) {
        this.view = view;
        this.queue = queue;
        this.failures = failures;
        this.fleet = Fleet.of(view, queue.services());
        this.decisions = new Decisions(turn, fleet, strategy);
    }

    /**
     * Places what waits: first the tasks that are bound to a node, then groups. Source:
     * swarm-behaviour SC-3.
     *
     * @param queue what waits in the turn's view
     * @param wanted name of the strategy to use
     * @param strategy that strategy, if it is there
     */
    public static void run(
            Turn turn, Queue queue, Failures failures, String wanted, Optional<Strategy> strategy) {
        if (queue.isEmpty()) {
            return;
        }
        var label = strategy.map(Strategy::label).orElse("");
        var round = new Round(turn, turn.view(), queue, failures, label);
        queue.bound().forEach(round::confirm);
        strategy.ifPresentOrElse(
                there -> round.place(new Guard(there)),
                () -> round.leaveAll(Guard.missing(wanted)));
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
        queue.byNeed(view)
                .forEach(
                        (need, groups) -> {
                            var pool = new Pool(fleet, need);
                            var placer = placer(pool, guard);
                            groups.forEach(group -> place(group, pool, placer, guard));
                        });
    }

    private Placer placer(Pool pool, Guard guard) {
        var ranking = guard.ranking().filter(order -> pool.need().spread().isEmpty());
        return ranking.<Placer>map(order -> new ByRank(pool, guard, decisions, order))
                .orElseGet(() -> new ByList(pool, guard, decisions));
    }

    private void place(Group group, Pool pool, Placer placer, Guard guard) {
        var attempt =
                new Attempt(
                        group,
                        fleet.service(group.service()),
                        failures.of(group.service(), group.version()));
        var fault = placer.place(attempt);
        if (attempt.left().isEmpty()) {
            return;
        }
        if (!fault.isEmpty()) {
            leave(attempt.left(), fault, List.of());
            return;
        }
        var why = pool.explain(attempt);
        var reason = why.accepting() > 0 ? guard.leftOut() : why.text();
        leave(attempt.left(), reason, why.rejections());
    }

    private void leaveAll(String reason) {
        queue.groups().forEach(group -> leave(group.tasks(), reason, List.of()));
    }

    private void leave(Iterable<Task> tasks, String reason, List<Rejection> rejections) {
        var error = reason.isEmpty() ? "no suitable node" : "no suitable node (" + reason + ")";
        tasks.forEach(task -> decisions.leave(task, error, rejections));
    }
}
