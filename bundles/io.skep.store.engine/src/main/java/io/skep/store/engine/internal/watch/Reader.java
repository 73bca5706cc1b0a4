package io.skep.store.engine.internal.watch;

import io.skep.store.engine.internal.watch.Tape.Spot;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Reads a tape, one item at a time. A reader that is too far behind is put to the end.
 *
 * @param <T> what is on the tape
 */
final class Reader<T> {

    /** Where a reader is; one that has jumped is told so before it goes on. */
    private record Place<T>(Spot<T> spot, boolean jumped) {}

    private final Predicate<T> wants;
    private final Consumer<T> next;
    private final Consumer<T> jump;
    // moved on by the reader's loop, put to the end by the thread that adds
    private final AtomicReference<Place<T>> place;
    // set by whoever calls it off, read by the loop
    private final AtomicBoolean cancelled = new AtomicBoolean();

    /**
     * A reader that begins with a jump to a place.
     *
     * @param next gets each item
     * @param jump gets the item at the place it was put to
     */
    static <T> Reader<T> jumping(Spot<T> from, Consumer<T> next, Consumer<T> jump) {
        return new Reader<>(new Place<>(from, true), any -> true, next, jump);
    }

    /** A reader that begins behind a place, and reads only what it wants. */
    static <T> Reader<T> behind(
            Spot<T> from, Predicate<T> wants, Consumer<T> next, Consumer<T> jump) {
        return new Reader<>(new Place<>(from, false), wants, next, jump);
    }

    private Reader(Place<T> place, Predicate<T> wants, Consumer<T> next, Consumer<T> jump) {
        this.place = new AtomicReference<>(place);
        this.wants = wants;
        this.next = next;
        this.jump = jump;
    }

    /** Puts it to a spot if it is more than {@code most} items behind. Any thread. */
    void hurry(Spot<T> end, long most) {
        var at = place.get();
        if (end.number - at.spot().number > most) {
            place.compareAndSet(at, new Place<>(end, true));
        }
    }

    /** Goes on to a spot it does not want, if it has read all before. Any thread. */
    void pass(Spot<T> before, Spot<T> end) {
        var at = place.get();
        if (at.spot() == before && !at.jumped() && !wants.test(end.item)) {
            place.compareAndSet(at, new Place<>(end, false));
        }
    }

    void cancel() {
        cancelled.set(true);
    }

    /** Whether there is something to read. */
    boolean behind() {
        var at = place.get();
        return !cancelled.get() && (at.jumped() || at.spot().next() != null);
    }

    /** Reads the next item, if there is one it wants. */
    void read() {
        var at = place.get();
        var target = at.jumped() ? at.spot() : at.spot().next();
        if (target != null
                && !cancelled.get()
                && place.compareAndSet(at, new Place<>(target, false))) {
            if (at.jumped()) {
                jump.accept(target.item);
            } else if (wants.test(target.item)) {
                next.accept(target.item);
            }
        }
    }
}
