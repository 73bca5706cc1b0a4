package io.skep.ca.engine.internal.token;

import io.skep.seam.Time;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How often each source may fail: ten times a second. A try counts until it succeeds. Used on one
 * loop.
 */
public final class Tries {

    private static final int LIMIT = 10;
    private static final int SOURCES = 10_000;
    private static final long SPAN = Duration.ofSeconds(1).toNanos();

    private final SortedMap<String, Deque<Long>> begun = new TreeMap<>();
    private final Time time;

    /** Nobody has tried. */
    public Tries(Time time) {
        this.time = time;
    }

    /** Counts a try of a source; false when it has had enough. */
    public boolean begin(String source) {
        if (begun.size() >= SOURCES) {
            begun.values().removeIf(tries -> left(tries) == 0);
        }
        if (begun.size() >= SOURCES && !begun.containsKey(source)) {
            return false;
        }
        var tries = begun.computeIfAbsent(source, any -> new ArrayDeque<>());
        if (left(tries) >= LIMIT) {
            return false;
        }
        tries.addLast(time.nanos());
        return true;
    }

    /** A try of that source was right. */
    public void succeeded(String source) {
        var tries = begun.get(source);
        if (tries != null) {
            tries.pollFirst();
        }
    }

    private int left(Deque<Long> tries) {
        while (!tries.isEmpty() && time.nanos() - tries.getFirst() >= SPAN) {
            tries.removeFirst();
        }
        return tries.size();
    }
}
