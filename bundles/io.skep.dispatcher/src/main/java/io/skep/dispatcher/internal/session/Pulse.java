package io.skep.dispatcher.internal.session;

import io.skep.model.NodeId;
import io.skep.seam.Cancellable;
import io.skep.seam.Loop;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** When nodes must be heard of. Belongs to its loop. Source: swarm-behaviour DI-1. */
public final class Pulse {

    private final Loop loop;
    private final BiConsumer<NodeId, String> missed;
    private final SortedMap<NodeId, Cancellable> alarms = new TreeMap<>();

    /** Tells which node was not heard of in time, and why it should have been. */
    public Pulse(Loop loop, BiConsumer<NodeId, String> missed) {
        this.loop = loop;
        this.missed = missed;
    }

    /** The node must be heard of again within that time. */
    public void expect(NodeId node, Duration within, String otherwise) {
        forget(node);
        alarms.put(node, loop.schedule(within, () -> miss(node, otherwise)));
    }

    /** Nothing is expected of the node any more. */
    public void forget(NodeId node) {
        Optional.ofNullable(alarms.remove(node)).ifPresent(Cancellable::cancel);
    }

    /** Nothing is expected of anybody any more. */
    public void end() {
        alarms.values().forEach(Cancellable::cancel);
        alarms.clear();
    }

    private void miss(NodeId node, String why) {
        alarms.remove(node);
        missed.accept(node, why);
    }
}
