package io.skep.itests.sim;

import io.skep.seam.Cancellable;
import io.skep.seam.Loop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A loop whose steps are events of the kernel. */
final class SimLoop implements Loop {

    private static final Logger log = LoggerFactory.getLogger(SimLoop.class);

    private final SimKernel kernel;
    private final String name;
    private final List<Throwable> failures = new ArrayList<>();
    private SimKernel.Event newest;
    private boolean inside;
    private boolean closed;

    SimLoop(SimKernel kernel, String name) {
        this.kernel = kernel;
        this.name = name;
        this.newest = kernel.nothing();
    }

    @Override
    public void execute(Runnable step) {
        newest = kernel.afterwards(newest, () -> run(step));
    }

    @Override
    public Cancellable schedule(Duration delay, Runnable step) {
        return kernel.after(delay, () -> run(step));
    }

    @Override
    public boolean inside() {
        return inside;
    }

    @Override
    public <T> CompletionStage<T> on(CompletionStage<T> stage) {
        var here = new CompletableFuture<T>();
        stage.whenComplete((value, error) -> execute(() -> complete(here, value, error)));
        return here;
    }

    @Override
    public void close() {
        closed = true;
    }

    List<Throwable> failures() {
        return List.copyOf(failures);
    }

    private static <T> void complete(CompletableFuture<T> here, T value, Throwable error) {
        if (error == null) {
            here.complete(value);
        } else {
            here.completeExceptionally(error);
        }
    }

    /** The one place of the loop where a step's failure ends. */
    private void run(Runnable step) {
        if (closed) {
            return;
        }
        inside = true;
        try {
            step.run();
        } catch (RuntimeException | Error failure) {
            failures.add(failure);
            log.error("loop {}: a step failed; seed {}", name, kernel.seed(), failure);
        } finally {
            inside = false;
        }
    }
}
