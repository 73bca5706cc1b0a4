package io.skep.lifecycle;

import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What others may see of a socket. Written on its loop, read by any thread. */
final class Board<P extends Plug, S> {

    private static final String FAILED = "failed";
    private static final String AVAILABLE = "available";
    private static final String OPENING = "opening";

    private final SortedMap<String, String> notes = new TreeMap<>();
    // what other threads may know; written by the loop
    private final AtomicReference<List<PlugRow>> rows = new AtomicReference<>(List.of());

    List<PlugRow> rows() {
        return rows.get();
    }

    void note(Bound<P, S> plug, String text) {
        notes.put(plug.info().name(), text);
    }

    /**
     * Shows this from now on.
     *
     * @param all in the order they came
     * @param refused those that failed
     * @param current the plug that holds the socket, in this state
     * @param incoming the plug that is to follow it
     */
    void show(
            List<Bound<P, S>> all,
            List<Bound<P, S>> refused,
            @Nullable Seat<P, S> current,
            Enum<?> state,
            @Nullable Seat<P, S> incoming) {
        rows.set(
                all.stream()
                        .map(
                                plug -> {
                                    if (current != null && current.bound() == plug) {
                                        return row(plug, label(state), current.epoch());
                                    } else if (incoming != null && incoming.bound() == plug) {
                                        return row(plug, OPENING, incoming.epoch());
                                    }
                                    return row(
                                            plug, refused.contains(plug) ? FAILED : AVAILABLE, 0);
                                })
                        .toList());
    }

    private PlugRow row(Bound<P, S> plug, String state, long epoch) {
        var note = notes.getOrDefault(plug.info().name(), "");
        return new PlugRow(plug.info(), state, epoch, note);
    }

    private static String label(Enum<?> state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
