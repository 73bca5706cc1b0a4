package io.skep.runtime.engine.internal.task;

import io.skep.runtime.spi.RuntimeFailure;
import io.skep.seam.Loop;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one verb of a task that is in flight. Temporary failures lead to another drive after a
 * second; the answer of a voided verb is dropped. Source: swarm-behaviour TK-6.
 */
final class Flight {

    private static final Logger log = LoggerFactory.getLogger(Flight.class);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final String name;
    private final Loop loop;
    private final Runnable drive;
    private final Consumer<Throwable> refused;
    private boolean busy;
    private long attempt;

    /**
     * Nothing in flight.
     *
     * @param name for the log
     * @param drive the next step
     * @param refused a verb failed for good
     */
    Flight(String name, Loop loop, Runnable drive, Consumer<Throwable> refused) {
        this.name = name;
        this.loop = loop;
        this.drive = drive;
        this.refused = refused;
    }

    boolean busy() {
        return busy;
    }

    /** What is in flight does not matter any more. */
    void cancel() {
        attempt++;
        busy = false;
    }

    <T> void ask(Supplier<CompletionStage<T>> verb, Consumer<T> then) {
        busy = true;
        var mine = ++attempt;
        asked(verb)
                .whenComplete(
                        (value, failure) -> loop.execute(() -> answer(mine, value, failure, then)));
    }

    private static <T> CompletionStage<T> asked(Supplier<CompletionStage<T>> verb) {
        try {
            return verb.get();
        } catch (RuntimeException failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    private <T> void answer(
            long mine, @Nullable T value, @Nullable Throwable failure, Consumer<T> then) {
        if (mine != attempt) {
            return;
        }
        busy = false;
        if (failure != null) {
            refuse(cause(failure));
        } else if (value != null) {
            accept(value, then);
        }
    }

    private <T> void accept(T value, Consumer<T> then) {
        try {
            then.accept(value);
            drive.run();
        } catch (UncheckedIOException disk) {
            log.warn("task {}: the disk refuses: {}", name, disk.getMessage());
            pause();
        }
    }

    private void refuse(Throwable cause) {
        if (isTemporary(cause)) {
            log.debug("task {}: again in {}: {}", name, RETRY, cause.getMessage());
            pause();
        } else {
            refused.accept(cause);
            drive.run();
        }
    }

    private static boolean isTemporary(Throwable cause) {
        return cause instanceof RuntimeFailure known && known.isTemporary()
                || cause instanceof RejectedExecutionException
                || cause instanceof CancellationException;
    }

    static Throwable cause(Throwable failure) {
        var at = failure;
        while (at instanceof CompletionException && at.getCause() != null) {
            at = at.getCause();
        }
        return at;
    }

    /** Drives again after a while. */
    void pause() {
        busy = true;
        var mine = ++attempt;
        loop.schedule(RETRY, () -> resume(mine));
    }

    private void resume(long mine) {
        if (mine == attempt) {
            busy = false;
            drive.run();
        }
    }
}
