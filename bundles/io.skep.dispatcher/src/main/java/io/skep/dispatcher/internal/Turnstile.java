package io.skep.dispatcher.internal;

import io.skep.model.NodeId;
import io.skep.seam.Time;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SortedMap;
import java.util.TreeMap;

/** Lets a node begin three sessions in eight seconds. Source: swarm-behaviour DI-2. */
final class Turnstile {

    private static final long SPAN = Duration.ofSeconds(8).toNanos();
    private static final int MOST = 3;

    private final Time time;
    private final SortedMap<NodeId, Deque<Long>> passed = new TreeMap<>();

    Turnstile(Time time) {
        this.time = time;
    }

    /** Whether the node may begin another one now. */
    boolean lets(NodeId node) {
        var now = time.nanos();
        var before = passed.computeIfAbsent(node, any -> new ArrayDeque<>());
        before.removeIf(then -> now - then > SPAN);
        return before.size() < MOST && before.add(now);
    }

    void forget(NodeId node) {
        passed.remove(node);
    }
}
