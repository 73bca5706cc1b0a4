package io.skep.store.engine.internal.watch;

import io.skep.seam.Loop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * All readers on one loop: they are woken together, and read one item each in a step.
 *
 * @param <T> what is on the tape
 */
final class Crowd<T> {

    final Loop loop;
    // who is in it, in the order they came; null once it is over; changed by any thread
    private final AtomicReference<@Nullable List<Reader<T>>> readers =
            new AtomicReference<>(List.of());
    // whether a step waits on the loop; set by whoever wakes, cleared by that step
    private final AtomicBoolean awake = new AtomicBoolean();

    Crowd(Loop loop) {
        this.loop = loop;
    }

    List<Reader<T>> readers() {
        var now = readers.get();
        return now == null ? List.of() : now;
    }

    /** False when the crowd is over. */
    boolean join(Reader<T> reader) {
        return change(
                all -> {
                    var more = new ArrayList<>(all);
                    more.add(reader);
                    return List.copyOf(more);
                });
    }

    /** True when that was the last one: the crowd is over. */
    boolean leave(Reader<T> reader) {
        change(all -> all.stream().filter(other -> other != reader).toList());
        var rest = readers.get();
        return rest != null && rest.isEmpty() && readers.compareAndSet(rest, null);
    }

    private boolean change(UnaryOperator<List<Reader<T>>> how) {
        for (var all = readers.get(); all != null; all = readers.get()) {
            if (readers.compareAndSet(all, how.apply(all))) {
                return true;
            }
        }
        return false;
    }

    /** Something may be there to be read. Any thread. */
    void wake() {
        if (isBehind() && awake.compareAndSet(false, true)) {
            loop.execute(this::step);
        }
    }

    private boolean isBehind() {
        return readers().stream().anyMatch(Reader::behind);
    }

    /** One that fails does not keep the others from reading; the loop hears of it afterwards. */
    private void step() {
        awake.set(false);
        RuntimeException failed = null;
        for (var reader : readers()) {
            try {
                reader.read();
            } catch (RuntimeException failure) {
                if (failed != null) {
                    failure.addSuppressed(failed);
                }
                failed = failure;
            }
        }
        wake();
        if (failed != null) {
            throw failed;
        }
    }
}
