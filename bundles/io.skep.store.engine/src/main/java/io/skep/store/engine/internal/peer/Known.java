package io.skep.store.engine.internal.peer;

import java.util.ArrayDeque;
import java.util.Deque;

/** Marks of keys this store has, the last few. Used on the store's loop. */
final class Known {

    private static final int MOST = 64;

    private final Deque<Long> marks = new ArrayDeque<>();

    void add(long mark) {
        marks.remove(mark);
        marks.addFirst(mark);
        if (marks.size() > MOST) {
            marks.removeLast();
        }
    }

    boolean has(long mark) {
        return marks.contains(mark);
    }
}
