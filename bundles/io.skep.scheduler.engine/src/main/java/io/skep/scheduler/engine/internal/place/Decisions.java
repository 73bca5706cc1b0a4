package io.skep.scheduler.engine.internal.place;

import io.skep.model.NodeId;
import io.skep.model.Rejection;
import io.skep.model.Task;
import io.skep.planner.Turn;
import io.skep.scheduler.engine.internal.fleet.Fleet;
import io.skep.scheduler.engine.internal.fleet.Need;
import io.skep.scheduler.engine.internal.fleet.NodeLoad;
import java.util.List;
import java.util.Optional;

/** Writes what was decided, in Swarm's words. Source: swarm-behaviour SC-5, SC-12. */
final class Decisions {

    private static final String ASSIGNED = "scheduler assigned task to node";
    private static final String CONFIRMED = "scheduler confirmed task can run on preassigned node";

    private final Turn turn;
    private final Fleet fleet;
    private final String strategy;

    /**
     * Decisions of a turn.
     *
     * @param strategy name and version of the one that chooses
     */
    Decisions(Turn turn, Fleet fleet, String strategy) {
        this.turn = turn;
        this.fleet = fleet;
        this.strategy = strategy;
    }

    /** A node, if it is there. */
    Optional<NodeLoad> find(NodeId id) {
        return fleet.node(id);
    }

    /** The strategy chose a node. */
    void assign(Task task, Need need, NodeLoad node) {
        put(task, need, node, strategy, ASSIGNED);
    }

    /** The node a task was made for can take it; one that moves was made for it by the strategy. */
    void confirm(Task task, Need need, NodeLoad node) {
        if (task.plan().value().origin().moved()) {
            assign(task, need, node);
        } else {
            put(task, need, node, "", CONFIRMED);
        }
    }

    /** A task waits, for these reasons; what is written already is not written again (SC-11). */
    void leave(Task task, String error, List<Rejection> rejections) {
        var plan = task.plan().value();
        if (!plan.err().equals(error) || !plan.explain().equals(rejections)) {
            turn.put(task.id(), plan.unplaced(error, rejections));
        }
    }

    private void put(Task task, Need need, NodeLoad node, String by, String note) {
        var plan = task.plan().value();
        var claimed = fleet.place(need, plan.serviceId(), node);
        turn.put(task.id(), plan.placed(node.id(), claimed, by, turn.now(), note));
    }
}
