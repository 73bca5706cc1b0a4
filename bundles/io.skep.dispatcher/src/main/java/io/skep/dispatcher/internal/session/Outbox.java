package io.skep.dispatcher.internal.session;

import io.skep.model.NodeId;
import io.skep.model.TaskId;
import io.skep.model.View;
import io.skep.transport.agent.Assignments;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What one agent has not heard yet: first its whole set, then differences. It is cut into frames
 * from the newest view when the agent has room for one, so changes gather meanwhile.
 */
final class Outbox {

    private final NodeId node;
    private final SortedSet<TaskId> unsaid = new TreeSet<>();
    private final SortedSet<TaskId> changed = new TreeSet<>();
    private final Pouch pouch = new Pouch();
    private boolean fresh = true;
    private boolean inSet;
    private long number;

    Outbox(NodeId node) {
        this.node = node;
    }

    /** A task of the node changed or is gone. */
    void changed(TaskId task) {
        changed.add(task);
    }

    /** A task of the node has ended: it needs nothing any more. */
    void ended(TaskId task) {
        pouch.release(task);
    }

    /** Nobody knows what changed: everything is said again. */
    void everything() {
        fresh = true;
    }

    /** The number of the last frame. */
    long number() {
        return number;
    }

    /** The next frame; absent when the agent knows everything. */
    Optional<Assignments> next(View view) {
        if (fresh) {
            fresh = false;
            inSet = true;
            changed.clear();
            pouch.clear();
            unsaid.clear();
            unsaid.addAll(Orders.tasks(view, node));
        }
        if (inSet) {
            return Optional.of(set(view));
        }
        var knowsAll = changed.isEmpty() && !pouch.hasUnused();
        return knowsAll ? Optional.empty() : Optional.of(difference(view));
    }

    private Assignments set(View view) {
        var page = page(unsaid, view);
        inSet = !unsaid.isEmpty();
        return page.set(++number, inSet);
    }

    private Assignments difference(View view) {
        var page = page(changed, view);
        return page.difference(++number, pouch.dropped());
    }

    private Page page(SortedSet<TaskId> ids, View view) {
        var page = new Page();
        while (!ids.isEmpty() && page.hasRoom() && added(ids.first(), view, page)) {
            ids.remove(ids.first());
        }
        return page;
    }

    /** Puts a task behind what it needs; false when that fills the page alone. */
    private boolean added(TaskId id, View view, Page page) {
        var order = Orders.order(view, node, id);
        if (order.isEmpty() || Orders.ended(view, id)) {
            pouch.release(id);
        } else if (!pouch.fill(order.get(), view, page)) {
            return false;
        }
        order.ifPresentOrElse(page::add, () -> page.remove(id));
        return true;
    }
}
