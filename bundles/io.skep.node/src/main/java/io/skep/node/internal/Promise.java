package io.skep.node.internal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** An answer that work will give. */
final class Promise {

    private Promise() {}

    /** What fails at once fails the answer, as what fails later does. */
    static void keep(CompletableFuture<Void> done, Supplier<CompletionStage<Void>> work) {
        try {
            work.get()
                    .whenComplete(
                            (value, failure) -> {
                                if (failure == null) {
                                    done.complete(null);
                                } else {
                                    done.completeExceptionally(failure);
                                }
                            });
        } catch (RuntimeException failure) {
            done.completeExceptionally(failure);
        }
    }
}
