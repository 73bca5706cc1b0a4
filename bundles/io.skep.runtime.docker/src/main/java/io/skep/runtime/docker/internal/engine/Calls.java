package io.skep.runtime.docker.internal.engine;

import io.skep.runtime.spi.RuntimeFailure;
import io.skep.seam.Cancellable;
import io.skep.seam.Loop;
import io.skep.seam.Time;
import io.skep.seam.Workers;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;

/**
 * Blocking work on the workers, with a limit. Lives on the loop: called there, completes there,
 * always with a {@link RuntimeFailure} when it fails.
 */
public final class Calls {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Loop loop;
    private final Time time;
    private final Workers workers;
    private final List<Attempt<?>> open = new ArrayList<>();

    public Calls(Loop loop, Time time, Workers workers) {
        this.loop = loop;
        this.time = time;
        this.workers = workers;
    }

    public <T> CompletionStage<T> run(String name, Callable<T> work) {
        var limit = new Limit<T>(name);
        var running = runLong(name, () -> limit.begun(work));
        limit.abort = running.abort();
        running.result().whenComplete((value, error) -> limit.end(value, error));
        return limit.result;
    }

    /** Runs work without a limit of time. */
    public <T> Running<T> runLong(String name, Callable<T> work) {
        var attempt = new Attempt<>(work);
        open.add(attempt);
        var result = new CompletableFuture<T>();
        loop.on(workers.run("docker-" + name, attempt))
                .whenComplete(
                        (value, error) -> {
                            open.remove(attempt);
                            settle(result, value, error);
                        });
        return new Running<>(result, attempt::abort);
    }

    /**
     * Work without a limit.
     *
     * @param result completes on the loop
     * @param abort interrupts it
     */
    public record Running<T>(CompletionStage<T> result, Runnable abort) {}

    /** What ends everything that was begun: within a second, then by interrupt. */
    public Ending ending() {
        var rest = List.copyOf(open);
        return () -> {
            long deadline = time.nanos() + PATIENCE.toNanos();
            for (var attempt : rest) {
                attempt.end(Math.max(0, deadline - time.nanos()));
            }
        };
    }

    /** Ends something; blocks. */
    public interface Ending {

        void run() throws IOException, InterruptedException;
    }

    private static RuntimeFailure silent(String what) {
        return RuntimeFailure.temporary("the engine does not answer in time: " + what);
    }

    private static <T> void settle(CompletableFuture<T> result, T value, Throwable error) {
        if (error == null) {
            result.complete(value);
        } else {
            result.completeExceptionally(failure(error));
        }
    }

    /** What the host is told: failures of the contract as they are, pool and abort as temporary. */
    public static Throwable failure(Throwable error) {
        var cause =
                error instanceof CompletionException && error.getCause() != null
                        ? error.getCause()
                        : error;
        if (cause instanceof RuntimeFailure) {
            return cause;
        }
        if (cause instanceof RejectedExecutionException) {
            return RuntimeFailure.temporary("too much is waiting for the engine");
        }
        if (cause instanceof CancellationException) {
            return RuntimeFailure.temporary("runtime docker was closed");
        }
        return cause;
    }

    /** Counts from when the engine is asked: waiting for a worker is not the engine's fault. */
    private final class Limit<T> {

        private final CompletableFuture<T> result = new CompletableFuture<>();
        private final String name;
        private Runnable abort = () -> {};
        private Cancellable timer = () -> {};

        private Limit(String name) {
            this.name = name;
        }

        private T begun(Callable<T> work) throws Exception {
            loop.execute(this::arm);
            return work.call();
        }

        private void arm() {
            if (!result.isDone()) {
                timer = loop.schedule(LIMIT, this::overdue);
            }
        }

        private void overdue() {
            result.completeExceptionally(silent(name));
            abort.run();
        }

        private void end(T value, Throwable error) {
            timer.cancel();
            settle(result, value, error);
        }
    }
}
