package io.skep.store.engine.internal.watch;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A list that only grows. One thread adds; each reader goes along at its own pace, and what all
 * have passed is garbage.
 *
 * @param <T> what is on it
 */
final class Tape<T> {

    /**
     * A place on the tape.
     *
     * @param <T> what is on the tape
     */
    static final class Spot<T> {

        final T item;
        final long number;
        // the spot behind it; set once by the thread that adds, read by readers
        private final AtomicReference<@Nullable Spot<T>> next = new AtomicReference<>();

        private Spot(T item, long number) {
            this.item = item;
            this.number = number;
        }

        @Nullable Spot<T> next() {
            return next.get();
        }
    }

    // the newest spot; set by the thread that adds, read by readers who begin
    private final AtomicReference<Spot<T>> end;

    Tape(T first) {
        end = new AtomicReference<>(new Spot<>(first, 0));
    }

    Spot<T> end() {
        return end.get();
    }

    Spot<T> add(T item) {
        var before = end.get();
        var spot = new Spot<>(item, before.number + 1);
        before.next.set(spot);
        end.set(spot);
        return spot;
    }
}
