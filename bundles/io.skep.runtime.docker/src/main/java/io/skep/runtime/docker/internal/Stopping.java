package io.skep.runtime.docker.internal;

import io.skep.runtime.docker.internal.engine.Calls;
import io.skep.runtime.docker.internal.watch.Watch;
import io.skep.runtime.spi.Handle;
import io.skep.runtime.spi.Observed;
import io.skep.runtime.spi.Observed.Phase;
import io.skep.runtime.spi.RuntimeFailure;
import io.skep.seam.Cancellable;
import io.skep.seam.Loop;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * One container's way to its end: signal, grace, kill. Lives on the loop.
 *
 * <p>The engine's own verb for this would keep a worker for the whole grace.
 */
final class Stopping {

    private static final Duration AFTER_KILL = Duration.ofSeconds(10);

    private final Loop loop;
    private final Calls calls;
    private final Containers containers;
    private final Watch watch;
    private final Handle handle;
    private final CompletableFuture<Observed> result = new CompletableFuture<>();
    private Cancellable timer = () -> {};

    Stopping(Loop loop, Calls calls, Containers containers, Watch watch, Handle handle) {
        this.loop = loop;
        this.calls = calls;
        this.containers = containers;
        this.watch = watch;
        this.handle = handle;
    }

    CompletionStage<Observed> within(Duration grace) {
        watch.end(handle).thenAccept(result::complete);
        result.whenComplete((seen, error) -> timer.cancel());
        calls.run("stop", () -> containers.askToStop(handle))
                .whenComplete((seen, error) -> settle(seen, error, grace));
        return result;
    }

    private void settle(Observed seen, Throwable error, Duration grace) {
        if (error != null) {
            result.completeExceptionally(error);
        } else if (seen.phase() != Phase.RUNNING) {
            result.complete(seen);
        } else if (!result.isDone()) {
            timer = loop.schedule(grace, this::kill);
        }
    }

    private void kill() {
        timer = loop.schedule(AFTER_KILL, this::giveUp);
        calls.run("kill", () -> containers.kill(handle))
                .whenComplete(
                        (seen, error) -> {
                            if (error != null) {
                                result.completeExceptionally(error);
                            } else if (seen.phase() != Phase.RUNNING) {
                                result.complete(seen);
                            }
                        });
    }

    private void giveUp() {
        watch.look(handle.token());
        result.completeExceptionally(
                RuntimeFailure.temporary("container " + handle.token() + " does not end"));
    }
}
