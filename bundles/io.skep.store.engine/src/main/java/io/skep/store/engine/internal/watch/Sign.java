package io.skep.store.engine.internal.watch;

import io.skep.seam.Cancellable;
import io.skep.seam.Loop;
import java.util.function.Consumer;

/**
 * Something that is so until it changes, told to all who want to know. Set by one thread, read by
 * any.
 *
 * @param <T> what is so
 */
public final class Sign<T> {

    private final Tape<T> tape;
    private final Audience<T> audience = new Audience<>();

    /** Says this at first. */
    public Sign(T first) {
        tape = new Tape<>(first);
    }

    /** What is so now. */
    public T now() {
        return tape.end().item;
    }

    /** Says so from now on; tells nobody what was said before. */
    public void set(T value) {
        if (!now().equals(value)) {
            tape.add(value);
            audience.wake();
        }
    }

    /** Calls back at once and after every change. */
    public Cancellable onChange(Loop loop, Consumer<T> listener) {
        return audience.add(loop, Reader.jumping(tape.end(), listener, listener));
    }
}
