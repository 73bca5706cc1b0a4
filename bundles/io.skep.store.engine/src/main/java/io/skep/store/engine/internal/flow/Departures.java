package io.skep.store.engine.internal.flow;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Flights that were not proposed yet. What is drafted while enough is on its way leaves together,
 * as one entry: agreeing on an entry costs managers more than what is in it. Used on the store's
 * loop.
 */
final class Departures {

    /** How many bytes an entry of several may have; a larger one goes alone. */
    static final int MAX_BYTES = 256 << 10;

    private final Deque<Flight> unsent = new ArrayDeque<>();
    private boolean together;
    private long entries;

    void add(Flight flight) {
        unsent.add(flight);
    }

    /** Whether all members read entries of several; until then each flight has one of its own. */
    void together(boolean allowed) {
        together = allowed;
    }

    /** The first that was not proposed. */
    @Nullable Flight first() {
        return unsent.peek();
    }

    /**
     * Those that leave now, as one entry; none when nothing waits, or enough is on its way.
     *
     * @param oldest of all flights
     */
    List<Flight> next(@Nullable Flight oldest) {
        var leaving = new ArrayList<Flight>();
        if (!together || underWay(oldest) < Pipeline.MAX_ENTRIES) {
            int bytes = 0;
            for (var each = unsent.peek(); each != null; each = unsent.peek()) {
                bytes += each.bytes().length;
                if (!leaving.isEmpty() && (!together || bytes > MAX_BYTES)) {
                    break;
                }
                each.leave(entries + 1);
                leaving.add(unsent.remove());
            }
        }
        entries += leaving.isEmpty() ? 0 : 1;
        return leaving;
    }

    private long underWay(@Nullable Flight oldest) {
        return oldest == null || oldest.entry() == 0 ? 0 : entries - oldest.entry() + 1;
    }

    /**
     * Everything behind a flight is taken out, and so are all that wait.
     *
     * @param last of those that are left
     */
    void cut(@Nullable Flight last) {
        unsent.clear();
        if (last != null && last.entry() > 0) {
            entries = last.entry();
        }
    }
}
