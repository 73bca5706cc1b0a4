package io.skep.node.internal;

import io.skep.seam.Loop;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** An answer that work will give. */
final class Promise {

    private Promise() {}

    /** Begins work on a loop. */
    static <T> CompletionStage<T> on(Loop loop, Supplier<CompletionStage<T>> work) {
        var done = new CompletableFuture<T>();
        loop.execute(() -> keep(done, work));
        return done;
    }

    /** What fails at once fails the answer, as what fails later does. */
    static <T> void keep(CompletableFuture<T> done, Supplier<CompletionStage<T>> work) {
        try {
            work.get()
                    .whenComplete(
                            (value, failure) -> {
                                if (failure == null) {
                                    done.complete(value);
                                } else {
                                    done.completeExceptionally(failure);
                                }
                            });
        } catch (RuntimeException failure) {
            done.completeExceptionally(failure);
        }
    }
}
