package io.skep.store.engine.internal.watch;

import io.skep.seam.Cancellable;
import io.skep.seam.Loop;
import java.util.function.Consumer;

/** Whether this node leads, told to all who want to know. Set by one thread, read by any. */
public final class Leadership {

    private final Tape<Boolean> tape = new Tape<>(false);
    private final Audience<Boolean> audience = new Audience<>();

    /** Whether this node leads now. */
    public boolean leading() {
        return tape.end().item;
    }

    /** Says so from now on; tells nobody what was said before. */
    public void set(boolean leading) {
        if (leading() != leading) {
            tape.add(leading);
            audience.wake();
        }
    }

    /** Calls back at once and after every change. */
    public Cancellable onChange(Loop loop, Consumer<Boolean> listener) {
        return audience.add(loop, Reader.jumping(tape.end(), listener, listener));
    }
}
