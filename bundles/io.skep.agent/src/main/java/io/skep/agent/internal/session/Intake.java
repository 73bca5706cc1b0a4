package io.skep.agent.internal.session;

import io.skep.agent.internal.shelf.NodeSlice;
import io.skep.slice.Assignment;
import io.skep.transport.agent.Assignments;
import io.skep.transport.agent.TaskOrder;
import java.util.ArrayList;
import java.util.List;

/** Puts assignments into the slice, a set only when it is complete. One for each session. */
final class Intake {

    private final NodeSlice slice;
    private final List<Assignment> set = new ArrayList<>();
    private final Enclosing enclosing = new Enclosing();
    private long applied;

    Intake(NodeSlice slice) {
        this.slice = slice;
    }

    /** The number of the last assignments that were taken. */
    long applied() {
        return applied;
    }

    /** Takes the next ones; false when some were lost before them. */
    boolean take(Assignments next) {
        if (next.number() != applied + 1) {
            return false;
        }
        applied = next.number();
        var tasks = next.tasks().stream().map(Intake::assignment).toList();
        enclosing.take(next);
        if (!next.set()) {
            slice.enclose(enclosing.now());
            slice.change(tasks, next.removed());
            return true;
        }
        set.addAll(tasks);
        if (!next.more()) {
            slice.enclose(enclosing.now());
            slice.replace(set);
            set.clear();
        }
        return true;
    }

    private static Assignment assignment(TaskOrder order) {
        return new Assignment(order.task(), order.plan(), order.registryAuth());
    }
}
