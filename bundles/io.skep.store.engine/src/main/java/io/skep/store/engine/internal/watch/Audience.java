package io.skep.store.engine.internal.watch;

import io.skep.seam.Cancellable;
import io.skep.seam.Loop;
import io.skep.store.engine.internal.watch.Tape.Spot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * All readers of a tape. Safe for use by any thread.
 *
 * @param <T> what is on the tape
 */
final class Audience<T> {

    // one for each loop, in the order they came; changed by any thread
    private final AtomicReference<List<Crowd<T>>> crowds = new AtomicReference<>(List.of());

    /** A reader comes; it is woken once, for what was added meanwhile. */
    Cancellable add(Loop loop, Reader<T> reader) {
        var crowd = join(loop, reader);
        crowd.wake();
        return () -> {
            reader.cancel();
            if (crowd.leave(reader)) {
                crowds.updateAndGet(all -> all.stream().filter(it -> it != crowd).toList());
            }
        };
    }

    private Crowd<T> join(Loop loop, Reader<T> reader) {
        while (true) {
            var known = of(loop);
            if (known.isPresent() && known.get().join(reader)) {
                return known.get();
            }
            var fresh = new Crowd<T>(loop);
            fresh.join(reader);
            var all = crowds.get();
            var more = new ArrayList<>(all);
            known.ifPresent(more::remove);
            more.add(fresh);
            if (crowds.compareAndSet(all, List.copyOf(more))) {
                return fresh;
            }
        }
    }

    private Optional<Crowd<T>> of(Loop loop) {
        return crowds.get().stream().filter(crowd -> crowd.loop == loop).findFirst();
    }

    /** A spot was added: lets pass who does not want it, and hurries who is too far behind. */
    void pass(Spot<T> before, Spot<T> end, long most) {
        for (var crowd : crowds.get()) {
            for (var reader : crowd.readers()) {
                reader.pass(before, end);
                reader.hurry(end, most);
            }
        }
    }

    /** Something was added. */
    void wake() {
        crowds.get().forEach(Crowd::wake);
    }
}
