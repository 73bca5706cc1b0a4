package io.skep.runtime.docker.internal.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Whose turn it is to pull. Pulls hold a thread for as long as a registry keeps silent, and the
 * node has other work for its threads; so there are some at a time, and fewer from one registry,
 * which leaves room for those that answer. Lives on the loop.
 */
final class Turns {

    private static final int AT_ONCE = 16;
    private static final int OF_ONE = 8;

    private final Map<String, Integer> running = new TreeMap<>();
    private final List<Waiting> waiting = new ArrayList<>();

    private record Waiting(String registry, Runnable pull) {}

    /** Begins a pull as soon as it may; {@link #over} must follow when it has ended. */
    void take(String registry, Runnable pull) {
        waiting.add(new Waiting(registry, pull));
        next();
    }

    /** A pull from this registry has ended. */
    void over(String registry) {
        running.merge(registry, -1, Integer::sum);
        running.remove(registry, 0);
        next();
    }

    private void next() {
        for (var first : List.copyOf(waiting)) {
            if (mayBegin(first.registry) && waiting.remove(first)) {
                running.merge(first.registry, 1, Integer::sum);
                first.pull.run();
            }
        }
    }

    private boolean mayBegin(String registry) {
        int all = running.values().stream().mapToInt(n -> n).sum();
        return all < AT_ONCE && running.getOrDefault(registry, 0) < OF_ONE;
    }
}
