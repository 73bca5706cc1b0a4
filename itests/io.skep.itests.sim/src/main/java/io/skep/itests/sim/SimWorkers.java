package io.skep.itests.sim;

import io.skep.seam.Workers;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;

/** Work that is done after a drawn delay. */
public final class SimWorkers implements Workers {

    private final SimKernel kernel;
    private Duration least = Duration.ZERO;
    private Duration most = Duration.ofMillis(20);
    private long life;
    private boolean closed;

    SimWorkers(SimKernel kernel) {
        this.kernel = kernel;
    }

    /** From now on work takes that long. */
    public void takes(Duration atLeast, Duration atMost) {
        least = atLeast;
        most = atMost;
    }

    @Override
    public <T> CompletionStage<T> run(String name, Callable<T> work) {
        var result = new CompletableFuture<T>();
        if (closed) {
            result.completeExceptionally(new RejectedExecutionException(name + ": closed"));
            return result;
        }
        var begun = life;
        kernel.after(
                kernel.between(least, most),
                () -> {
                    if (begun == life) {
                        complete(result, work);
                    }
                });
        return result;
    }

    @Override
    public void close() {
        closed = true;
        crash();
    }

    void crash() {
        life++;
    }

    private static <T> void complete(CompletableFuture<T> result, Callable<T> work) {
        try {
            result.complete(work.call());
        } catch (Exception | Error failure) {
            result.completeExceptionally(failure);
        }
    }
}
