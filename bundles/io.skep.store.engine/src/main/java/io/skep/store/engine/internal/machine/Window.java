package io.skep.store.engine.internal.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The ids of the newest transactions, by the index each got. Part of the replicated state: whoever
 * does not know what became of a proposal finds it here, also behind a snapshot.
 */
public final class Window {

    /** How many are kept. */
    public static final int SPAN = 4_096;

    private final String[] ids = new String[SPAN];
    private long last;
    private int size;

    /** The window that ends at an index with these ids, oldest first. */
    static Window of(long last, List<String> ids) {
        var window = new Window();
        window.last = last - ids.size();
        ids.forEach(id -> window.add(window.last + 1, id));
        return window;
    }

    void add(long index, String id) {
        ids[slot(index)] = id;
        last = index;
        size = Math.min(SPAN, size + 1);
    }

    /** The transaction that got an index; absent when it is not in the window. */
    Optional<String> at(long index) {
        return index > last || index <= last - size
                ? Optional.empty()
                : Optional.of(ids[slot(index)]);
    }

    /** All ids, oldest first. */
    List<String> ids() {
        var all = new ArrayList<String>(size);
        for (long index = last - size + 1; index <= last; index++) {
            all.add(ids[slot(index)]);
        }
        return all;
    }

    private static int slot(long index) {
        return (int) Math.floorMod(index, (long) SPAN);
    }
}
