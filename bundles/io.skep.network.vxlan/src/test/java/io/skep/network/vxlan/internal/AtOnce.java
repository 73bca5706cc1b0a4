package io.skep.network.vxlan.internal;

import io.skep.seam.Workers;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Does not come back before the work is done. */
final class AtOnce implements Workers {

    @Override
    public <T> CompletionStage<T> run(String name, Callable<T> work) {
        try {
            return CompletableFuture.completedFuture(work.call());
        } catch (Exception failure) { // whatever the work throws, as workers do
            return CompletableFuture.failedFuture(failure);
        }
    }

    @Override
    public void close() {
        // nothing of it goes on
    }
}
