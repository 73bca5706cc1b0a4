package io.skep.store.engine.internal.watch;

import io.skep.seam.Loop;
import io.skep.store.engine.internal.watch.Tape.Spot;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Reads a tape on a loop, one item a step. A reader that is too far behind is put to the end.
 *
 * @param <T> what is on the tape
 */
final class Reader<T> {

    /** Where a reader is; one that has jumped is told so before it goes on. */
    private record Place<T>(Spot<T> spot, boolean jumped) {}

    private final Loop loop;
    private final Consumer<T> next;
    private final Consumer<T> jump;
    // moved on by the reader's loop, put to the end by the thread that adds
    private final AtomicReference<Place<T>> place;
    // whether a step waits on the loop; set by whoever wakes, cleared by that step
    private final AtomicBoolean awake = new AtomicBoolean();
    // set by whoever calls it off, read by the loop
    private final AtomicBoolean cancelled = new AtomicBoolean();

    /**
     * A reader that begins with a jump to a place.
     *
     * @param next gets each item
     * @param jump gets the item at the place it was put to
     */
    static <T> Reader<T> jumping(Loop loop, Spot<T> from, Consumer<T> next, Consumer<T> jump) {
        return new Reader<>(loop, new Place<>(from, true), next, jump);
    }

    /** A reader that begins behind a place. */
    static <T> Reader<T> behind(Loop loop, Spot<T> from, Consumer<T> next, Consumer<T> jump) {
        return new Reader<>(loop, new Place<>(from, false), next, jump);
    }

    private Reader(Loop loop, Place<T> place, Consumer<T> next, Consumer<T> jump) {
        this.loop = loop;
        this.place = new AtomicReference<>(place);
        this.next = next;
        this.jump = jump;
    }

    /** Something was added. Any thread. */
    void wake() {
        if (awake.compareAndSet(false, true)) {
            loop.execute(this::step);
        }
    }

    /** Puts it to a spot if it is more than {@code most} items behind. Any thread. */
    void hurry(Spot<T> end, long most) {
        var at = place.get();
        if (end.number - at.spot().number > most) {
            place.compareAndSet(at, new Place<>(end, true));
        }
    }

    void cancel() {
        cancelled.set(true);
    }

    private void step() {
        awake.set(false);
        var at = place.get();
        var following = at.spot().next();
        if (cancelled.get() || following == null && !at.jumped()) {
            return;
        }
        wake();
        if (at.jumped()) {
            if (place.compareAndSet(at, new Place<>(at.spot(), false))) {
                jump.accept(at.spot().item);
            }
        } else if (following != null && place.compareAndSet(at, new Place<>(following, false))) {
            next.accept(following.item);
        }
    }
}
