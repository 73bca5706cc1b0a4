package io.skep.lifecycle;

import io.skep.seam.Loop;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Stages with deadlines, completed on a loop. */
final class Stages {

    private Stages() {}

    static <T> CompletionStage<T> limited(
            Loop loop, CompletionStage<T> stage, Duration patience, String what) {
        var result = new CompletableFuture<T>();
        var alarm =
                loop.schedule(patience, () -> result.completeExceptionally(late(what, patience)));
        copy(loop.on(stage), result);
        result.whenComplete((value, failure) -> alarm.cancel());
        return result;
    }

    static <T> void copy(CompletionStage<T> from, CompletableFuture<T> to) {
        from.whenComplete(
                (value, failure) -> {
                    if (failure == null) {
                        to.complete(value);
                    } else {
                        to.completeExceptionally(cause(failure));
                    }
                });
    }

    static Throwable cause(Throwable failure) {
        var at = failure;
        while (at instanceof CompletionException && at.getCause() != null) {
            at = at.getCause();
        }
        return at;
    }

    private static PlugException late(String what, Duration patience) {
        return new PlugException(what + " did not finish within " + patience.toMillis() + " ms");
    }
}
