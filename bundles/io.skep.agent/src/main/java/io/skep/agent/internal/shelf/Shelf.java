package io.skep.agent.internal.shelf;

import io.skep.model.TaskId;
import io.skep.model.TaskState;
import io.skep.model.TaskStatus;
import io.skep.slice.Assignment;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a node knows at one moment. Immutable.
 *
 * @param assignments what it is to do
 * @param observed what it observed of that
 * @param strays what it observed of tasks it has no assignment of: their assignment did not reach
 *     the disk before a crash, or they were forgotten
 */
record Shelf(
        SortedMap<TaskId, Assignment> assignments,
        SortedMap<TaskId, TaskStatus> observed,
        SortedMap<TaskId, TaskStatus> strays) {

    static final Shelf EMPTY = new Shelf(new TreeMap<>(), new TreeMap<>(), new TreeMap<>());

    Shelf {
        assignments = Collections.unmodifiableSortedMap(assignments);
        observed = Collections.unmodifiableSortedMap(observed);
        strays = Collections.unmodifiableSortedMap(strays);
    }

    /** How many assignments there are. */
    int size() {
        return assignments.size();
    }

    /** Whether a status says something new. Source: swarm-behaviour TK-1. */
    boolean learnsFrom(TaskId task, TaskStatus status) {
        var known = observed.get(task);
        return assignments.containsKey(task)
                && (known == null
                        || !status.state().before(known.state()) && !status.equals(known));
    }

    Shelf observed(TaskId task, TaskStatus status) {
        if (!learnsFrom(task, status)) {
            return this;
        }
        var next = new TreeMap<>(observed);
        next.put(task, status);
        return new Shelf(assignments, next, strays);
    }

    /** All there is from now on; what else was observed is forgotten. */
    Shelf replaced(Collection<Assignment> all) {
        var next = new TreeMap<TaskId, Assignment>();
        all.forEach(order -> next.put(order.task(), merged(order)));
        return sorted(next).withoutStrays();
    }

    /** Some new or changed ones, and some to be forgotten. */
    Shelf changed(Collection<Assignment> some, List<TaskId> removed) {
        var next = new TreeMap<>(assignments);
        some.forEach(order -> next.put(order.task(), merged(order)));
        removed.forEach(next::remove);
        return sorted(next);
    }

    /** Desired states only increase. Source: swarm-behaviour TK-2. */
    private Assignment merged(Assignment order) {
        var known = assignments.get(order.task());
        if (known == null) {
            return order;
        }
        var desired = TaskState.later(known.plan().desired(), order.plan().desired());
        return new Assignment(
                order.task(), order.plan().withDesired(desired), order.registryAuth());
    }

    private Shelf sorted(SortedMap<TaskId, Assignment> next) {
        var seen = new TreeMap<>(strays);
        seen.putAll(observed);
        var known = new TreeMap<>(seen);
        known.keySet().retainAll(next.keySet());
        seen.keySet().removeAll(next.keySet());
        return new Shelf(next, known, seen);
    }

    private Shelf withoutStrays() {
        return new Shelf(assignments, observed, new TreeMap<>());
    }
}
