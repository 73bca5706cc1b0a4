package io.skep.scheduler.engine.internal;

import io.skep.model.Task;
import io.skep.model.TaskState;
import io.skep.model.View;
import io.skep.planner.Turn;
import io.skep.scheduler.engine.internal.fleet.Failures;
import io.skep.scheduler.engine.internal.place.Queue;
import io.skep.scheduler.engine.internal.place.Round;
import io.skep.scheduler.engine.internal.rebalance.Rebalance;
import io.skep.scheduler.engine.internal.strategy.Guard;
import io.skep.scheduler.engine.internal.strategy.Strategies;
import io.skep.scheduler.engine.internal.strategy.Strategy;
import java.util.List;
import java.util.Optional;

/**
 * The stage {@code schedule}: PENDING tasks get a node and become ASSIGNED; then tasks of services
 * that ask for it move. Source: swarm-behaviour 1.10.
 */
public final class Schedule {

    /** Which strategy is used when nobody chose one. */
    public static final String DEFAULT = "spread";

    private final Strategies strategies;
    private final Failures failures = new Failures();
    // who placed in the last turn: when that changes, pending tasks are looked at again
    private Optional<Strategy> last = Optional.empty();

    /** A stage that uses one of these strategies. */
    public Schedule(Strategies strategies) {
        this.strategies = strategies;
    }

    /** The strategy a cluster wants; never decided by service ranking. */
    public static String wanted(View view) {
        return view.cluster()
                .map(cluster -> cluster.spec().value().plugs().getOrDefault("scheduler", ""))
                .filter(name -> !name.isEmpty())
                .orElse(DEFAULT);
    }

    /** Plans one turn. */
    public void plan(Turn turn) {
        var view = turn.view();
        var wanted = wanted(view);
        var strategy = strategies.named(wanted);
        failures.forget(turn.now());
        if (turn.reschedule() || !strategy.equals(last)) {
            var queue = new Queue();
            view.tasks().forEach(task -> look(turn, task, queue));
            Round.run(turn, queue, failures, wanted, strategy);
        } else {
            lookAtChanged(turn, view);
        }
        last = strategy;
        strategy.ifPresent(there -> new Rebalance(turn, failures, new Guard(there)).plan());
    }

    private void lookAtChanged(Turn turn, View view) {
        var ignored = new Queue();
        for (var service : turn.services()) {
            view.tasksOf(service).forEach(task -> look(turn, task, ignored));
        }
    }

    private void look(Turn turn, Task task, Queue queue) {
        failures.observe(task, turn.now());
        end(turn, task);
        queue.offer(task);
    }

    /**
     * A task that nobody wants any more and that never had a node ends here, since no agent will
     * ever report it. Swarm does so for older revisions only and forgets others: SC-10.
     */
    private static void end(Turn turn, Task task) {
        var plan = task.plan().value();
        if (task.state() == TaskState.PENDING && plan.desired() == TaskState.SHUTDOWN) {
            turn.put(
                    task.id(),
                    plan.unplaced("", List.of())
                            .withPhase(TaskState.SHUTDOWN, turn.now(), plan.message(), ""));
        }
    }
}
