package io.skep.scheduler.engine.internal.place;

import io.skep.scheduler.engine.internal.fleet.NodeLoad;
import io.skep.scheduler.engine.internal.strategy.Guard;
import io.skep.scheduler.engine.internal.strategy.Guard.Misbehaved;
import io.skep.scheduler.spi.Candidate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Takes the best candidate for one task after another, as a strategy that ranks would (SCH-6), but
 * keeps the nodes in order from group to group.
 *
 * <p>Nodes on which the service has nothing are in a tournament that all groups of the need share.
 * The few others wait in a queue of the group; a node moves there when it gets its first task, and
 * back when the group is done. So a task costs O(log n) and not O(n).
 */
final class ByRank implements Placer {

    // when a service is on more than one in so many nodes, moving them costs more than it saves
    private static final int FEW = 8;

    private final Pool pool;
    private final Guard guard;
    private final Decisions decisions;
    private final Comparator<Candidate> order;
    private final ByList list;
    private final Comparator<Seat> byRankThenId;
    private @Nullable Bracket bracket;

    /** A node in the group's own queue. */
    private record Seat(NodeLoad node, Candidate candidate) {}

    ByRank(Pool pool, Guard guard, Decisions decisions, Comparator<Candidate> order) {
        this.pool = pool;
        this.guard = guard;
        this.decisions = decisions;
        this.order = order;
        this.list = new ByList(pool, guard, decisions);
        this.byRankThenId =
                (a, b) -> {
                    int byRank = order.compare(a.candidate(), b.candidate());
                    return byRank != 0
                            ? byRank
                            : Integer.compare(a.node().index(), b.node().index());
                };
    }

    @Override
    public String place(Attempt attempt) {
        if (guard.strategy().gone()) {
            return Guard.missing(guard.strategy().name());
        }
        if (attempt.service().tasksByNode().size() > pool.nodes().size() / FEW) {
            bracket = null; // it does not see what is placed by list
            return list.place(attempt);
        }
        var moved = new ArrayList<NodeLoad>();
        try {
            if (attempt.left().size() == 1 && attempt.knowsNone()) {
                one(attempt);
            } else {
                rank(attempt, moved);
                moveBack(moved);
            }
            return "";
        } catch (Misbehaved fault) {
            moved.forEach(pool::refresh);
            bracket = null;
            return guard.failed(fault);
        }
    }

    /** The same for one task of a service that has nothing anywhere: nobody needs to move. */
    private void one(Attempt attempt) {
        int best = bracket().best();
        if (best < 0) {
            return;
        }
        var node = pool.nodes().get(best);
        var task = attempt.left().iterator().next();
        decisions.assign(attempt.take(task.id()), pool.need(), node);
        pool.refresh(node);
        bracket().set(best, pool.fresh()[best]);
    }

    private void rank(Attempt attempt, List<NodeLoad> moved) {
        var others = bracket();
        var own = new PriorityQueue<>(byRankThenId);
        for (var node : known(attempt)) {
            move(node, others, moved);
            pool.offer(node, attempt).ifPresent(offer -> own.add(new Seat(node, offer)));
        }
        var tasks = attempt.left().iterator();
        while (tasks.hasNext()) {
            var best = best(others, own);
            if (best == null) {
                break;
            }
            decisions.assign(tasks.next(), pool.need(), best);
            tasks.remove();
            if (!own.isEmpty() && own.element().node() == best) {
                own.remove();
            } else {
                move(best, others, moved);
            }
            if (tasks.hasNext()) {
                pool.offer(best, attempt).ifPresent(offer -> own.add(new Seat(best, offer)));
            }
        }
    }

    private static void move(NodeLoad node, Bracket others, List<NodeLoad> moved) {
        moved.add(node);
        others.set(node.index(), null);
    }

    private void moveBack(List<NodeLoad> moved) {
        for (var node : moved) {
            pool.refresh(node);
            bracket().set(node.index(), pool.fresh()[node.index()]);
        }
    }

    private @Nullable NodeLoad best(Bracket others, PriorityQueue<Seat> own) {
        int other = others.best();
        var seat = own.peek();
        if (other < 0) {
            return seat == null ? null : seat.node();
        }
        var node = pool.nodes().get(other);
        if (seat == null) {
            return node;
        }
        var candidate = others.at(other);
        return candidate == null || byRankThenId.compare(seat, new Seat(node, candidate)) < 0
                ? seat.node()
                : node;
    }

    private Iterable<NodeLoad> known(Attempt attempt) {
        var indexes = new TreeSet<>(attempt.service().tasksByNode().keySet());
        attempt.failedOn().forEach(id -> decisions.find(id).ifPresent(n -> indexes.add(n.index())));
        return indexes.stream().map(pool.nodes()::get).toList();
    }

    private Bracket bracket() {
        var there = bracket;
        if (there == null) {
            there = new Bracket(pool.fresh(), order);
            bracket = there;
        }
        return there;
    }
}
