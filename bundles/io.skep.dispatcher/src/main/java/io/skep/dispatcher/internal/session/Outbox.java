package io.skep.dispatcher.internal.session;

import io.skep.codec.Codec;
import io.skep.model.NodeId;
import io.skep.model.TaskId;
import io.skep.model.View;
import io.skep.transport.agent.Assignments;
import io.skep.transport.agent.TaskOrder;
import java.util.ArrayList;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What one agent has not heard yet: first its whole set, then differences. It is cut into frames
 * from the newest view when the agent has room for one, so changes gather meanwhile.
 */
final class Outbox {

    /** Source: swarm-behaviour DI-3. */
    private static final int MAX_TASKS = 100;

    private static final int MAX_BYTES = 1024 * 1024;

    private final NodeId node;
    private final SortedSet<TaskId> unsaid = new TreeSet<>();
    private final SortedSet<TaskId> changed = new TreeSet<>();
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
            unsaid.clear();
            unsaid.addAll(Orders.tasks(view, node));
        }
        if (inSet) {
            return Optional.of(set(view));
        }
        return changed.isEmpty() ? Optional.empty() : Optional.of(difference(view));
    }

    private Assignments set(View view) {
        var page = page(unsaid, view);
        inSet = !unsaid.isEmpty();
        return new Assignments(++number, true, inSet, page.tasks, new ArrayList<>());
    }

    private Assignments difference(View view) {
        var page = page(changed, view);
        return new Assignments(++number, false, false, page.tasks, page.removed);
    }

    private Page page(SortedSet<TaskId> ids, View view) {
        var page = new Page();
        while (!ids.isEmpty() && page.hasRoom()) {
            var id = ids.first();
            ids.remove(id);
            page.add(id, Orders.order(view, node, id));
        }
        return page;
    }

    /** One frame in the making. */
    private static final class Page {

        private final ArrayList<TaskOrder> tasks = new ArrayList<>();
        private final ArrayList<TaskId> removed = new ArrayList<>();
        private int bytes;

        private boolean hasRoom() {
            return tasks.size() + removed.size() < MAX_TASKS && bytes < MAX_BYTES;
        }

        private void add(TaskId id, Optional<TaskOrder> order) {
            order.ifPresentOrElse(this::add, () -> removed.add(id));
        }

        private void add(TaskOrder order) {
            tasks.add(order);
            bytes += Codec.bytes(order).length;
        }
    }
}
