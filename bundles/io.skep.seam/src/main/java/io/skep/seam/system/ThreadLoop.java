package io.skep.seam.system;

import io.skep.seam.Cancellable;
import io.skep.seam.Loop;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A loop that is one thread. */
final class ThreadLoop implements Loop {

    private static final Logger log = LoggerFactory.getLogger(ThreadLoop.class);

    private final ThreadLocal<Boolean> inside = ThreadLocal.withInitial(() -> false);
    private final String name;
    private final ScheduledThreadPoolExecutor executor;

    ThreadLoop(String name) {
        this.name = name;
        ThreadFactory threads =
                work -> {
                    var thread =
                            new Thread(
                                    () -> {
                                        inside.set(true);
                                        work.run();
                                    },
                                    "skep-" + name);
                    thread.setDaemon(true);
                    return thread;
                };
        executor = new ScheduledThreadPoolExecutor(1, threads);
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public void execute(Runnable step) {
        try {
            executor.execute(() -> run(step));
        } catch (RejectedExecutionException closed) {
            log.debug("loop {}: dropped a step after close", name);
        }
    }

    @Override
    public Cancellable schedule(Duration delay, Runnable step) {
        try {
            var later = executor.schedule(() -> run(step), delay.toNanos(), TimeUnit.NANOSECONDS);
            return () -> later.cancel(false);
        } catch (RejectedExecutionException closed) {
            log.debug("loop {}: dropped a delayed step after close", name);
            return () -> {};
        }
    }

    @Override
    public boolean inside() {
        return inside.get();
    }

    @Override
    public <T> CompletionStage<T> on(CompletionStage<T> stage) {
        var here = new CompletableFuture<T>();
        stage.whenComplete(
                (value, error) ->
                        execute(
                                () -> {
                                    if (error == null) {
                                        here.complete(value);
                                    } else {
                                        here.completeExceptionally(error);
                                    }
                                }));
        return here;
    }

    @Override
    public void close() {
        executor.shutdownNow();
        if (inside()) {
            return;
        }
        try {
            if (!executor.awaitTermination(5, TimeUnit.SECONDS)) {
                log.warn("loop {}: a step still runs 5 s after close", name);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The one place of the loop where a step's failure ends. */
    private void run(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error failure) {
            log.error("loop {}: a step failed", name, failure);
        }
    }
}
