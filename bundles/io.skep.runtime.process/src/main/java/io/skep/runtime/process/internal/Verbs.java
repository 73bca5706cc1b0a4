package io.skep.runtime.process.internal;

import io.skep.runtime.spi.RuntimeFailure;
import io.skep.seam.Loop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Verbs in flight: admitted while the plug works, awaited when it becomes quiet. On the loop. */
final class Verbs {

    private final Loop loop;
    private final List<CompletableFuture<?>> flying = new ArrayList<>();
    private boolean open;

    Verbs(Loop loop) {
        this.loop = loop;
    }

    void open() {
        open = true;
    }

    void shut() {
        open = false;
    }

    <T> CompletionStage<T> run(Supplier<CompletionStage<T>> verb) {
        if (!open) {
            return CompletableFuture.failedFuture(
                    RuntimeFailure.temporary("runtime process does not work now"));
        }
        var result = new CompletableFuture<T>();
        flying.add(result);
        loop.on(verb.get())
                .whenComplete(
                        (value, failure) -> {
                            flying.remove(result);
                            if (failure == null) {
                                result.complete(value);
                            } else {
                                result.completeExceptionally(told(failure));
                            }
                        });
        return result;
    }

    private static RuntimeFailure told(Throwable failure) {
        var at = failure;
        while (at instanceof CompletionException && at.getCause() != null) {
            at = at.getCause();
        }
        if (at instanceof RuntimeFailure known) {
            return known;
        }
        return at instanceof UncheckedIOException || at instanceof IOException
                ? RuntimeFailure.temporary("the disk refuses: " + at.getMessage())
                : RuntimeFailure.temporary(String.valueOf(at));
    }

    /** Completes when nothing is in flight, or when the time is over. */
    CompletionStage<Void> quiet(Duration grace) {
        var quiet = new CompletableFuture<Void>();
        var alarm = loop.schedule(grace, () -> quiet.complete(null));
        CompletableFuture.allOf(flying.toArray(CompletableFuture<?>[]::new))
                // in a step of its own: whoever waits for a verb hears of its end before
                .whenComplete((done, failure) -> loop.execute(() -> quiet.complete(null)));
        quiet.whenComplete((done, failure) -> alarm.cancel());
        return quiet;
    }
}
