package io.skep.store.engine.internal.watch;

import io.skep.seam.Cancellable;
import io.skep.seam.Loop;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Whether this node leads, told to all who want to know. Set by one thread, read by any. */
public final class Leadership {

    private final Tape<Boolean> tape = new Tape<>(false);
    private final List<Reader<Boolean>> readers = new CopyOnWriteArrayList<>();

    /** Whether this node leads now. */
    public boolean leading() {
        return tape.end().item;
    }

    /** Says so from now on; tells nobody what was said before. */
    public void set(boolean leading) {
        if (leading() != leading) {
            tape.add(leading);
            readers.forEach(Reader::wake);
        }
    }

    /** Calls back at once and after every change. */
    public Cancellable onChange(Loop loop, Consumer<Boolean> listener) {
        var reader = Reader.jumping(loop, tape.end(), listener, listener);
        readers.add(reader);
        reader.wake();
        return () -> {
            reader.cancel();
            readers.remove(reader);
        };
    }
}
