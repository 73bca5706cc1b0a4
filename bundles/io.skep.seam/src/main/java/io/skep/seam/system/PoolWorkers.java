package io.skep.seam.system;

import io.skep.seam.Workers;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A bounded pool of threads that end when idle. */
final class PoolWorkers implements Workers {

    private static final int MAX_WAITING = 10_000;

    private final ThreadPoolExecutor pool;

    PoolWorkers(int threads) {
        pool =
                new ThreadPoolExecutor(
                        threads,
                        threads,
                        10,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(MAX_WAITING),
                        PoolWorkers::thread);
        pool.allowCoreThreadTimeOut(true);
    }

    @Override
    public <T> CompletionStage<T> run(String name, Callable<T> work) {
        var result = new CompletableFuture<T>();
        try {
            pool.execute(() -> complete(result, name, work));
        } catch (RejectedExecutionException full) {
            result.completeExceptionally(full);
        }
        return result;
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }

    private static Thread thread(Runnable work) {
        var thread = new Thread(work, "skep-worker");
        thread.setDaemon(true);
        return thread;
    }

    /** The one place where a piece of work's failure is caught, and handed to who waits for it. */
    private static <T> void complete(CompletableFuture<T> result, String name, Callable<T> work) {
        Thread.currentThread().setName("skep-worker-" + name);
        try {
            result.complete(work.call());
        } catch (Exception | Error failure) {
            result.completeExceptionally(failure);
        }
    }
}
