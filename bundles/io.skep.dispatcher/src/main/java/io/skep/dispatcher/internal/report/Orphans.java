package io.skep.dispatcher.internal.report;

import io.skep.model.Node;
import io.skep.model.NodeId;
import io.skep.model.NodeState;
import io.skep.model.Task;
import io.skep.model.View;
import io.skep.seam.Cancellable;
import io.skep.seam.Loop;
import io.skep.seam.Time;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Tasks of nodes that are down for so long that they are given up. Belongs to its loop. */
public final class Orphans {

    private static final Duration GIVEN_UP = Duration.ofHours(24);

    private final Loop loop;
    private final Time time;
    private final Scribe scribe;
    private final Supplier<View> view;
    private final SortedMap<NodeId, Cancellable> alarms = new TreeMap<>();

    /** No node is down. */
    public Orphans(Loop loop, Time time, Scribe scribe, Supplier<View> view) {
        this.loop = loop;
        this.time = time;
        this.scribe = scribe;
        this.view = view;
    }

    /** The node is down, if it was not before: that time counts. */
    public void await(Node node) {
        var id = node.id();
        var known = node.status();
        var age =
                known != null && node.state() == NodeState.DOWN
                        ? Duration.between(known.updatedAt(), time.now())
                        : Duration.ZERO;
        var rest = GIVEN_UP.minus(age);
        var alarm = loop.schedule(rest.isNegative() ? Duration.ZERO : rest, () -> giveUp(id));
        Optional.ofNullable(alarms.put(id, alarm)).ifPresent(Cancellable::cancel);
    }

    /** The node is back, or removed. */
    public void forget(NodeId node) {
        Optional.ofNullable(alarms.remove(node)).ifPresent(Cancellable::cancel);
    }

    /** Nothing is given up any more. */
    public void end() {
        alarms.values().forEach(Cancellable::cancel);
    }

    private void giveUp(NodeId node) {
        alarms.remove(node);
        var now = time.now();
        view.get().tasksOn(node).stream()
                .map(Task::id)
                .forEach(task -> scribe.add(new OrphanEntry(node, task, now)));
    }
}
