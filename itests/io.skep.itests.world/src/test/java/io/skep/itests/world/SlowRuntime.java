package io.skep.itests.world;

import io.skep.lifecycle.Handover;
import io.skep.model.NodeDescription;
import io.skep.runtime.spi.Adoption;
import io.skep.runtime.spi.ContainerRuntime;
import io.skep.runtime.spi.Handle;
import io.skep.runtime.spi.Observed;
import io.skep.runtime.spi.Workload;
import io.skep.seam.Loop;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** A runtime whose verbs take a while: what they do happens in the middle of it. */
record SlowRuntime(ContainerRuntime inner, Loop loop, Supplier<Duration> pace)
        implements ContainerRuntime {

    private <T> CompletionStage<T> slowly(Supplier<CompletionStage<T>> verb) {
        var done = new CompletableFuture<T>();
        loop.schedule(
                pace.get(),
                () ->
                        verb.get()
                                .whenComplete(
                                        (value, failure) ->
                                                loop.schedule(
                                                        pace.get(),
                                                        () -> end(done, value, failure))));
        return done;
    }

    private static <T> void end(CompletableFuture<T> done, T value, Throwable failure) {
        if (failure == null) {
            done.complete(value);
        } else {
            done.completeExceptionally(failure);
        }
    }

    @Override
    public CompletionStage<NodeDescription> describe() {
        return inner.describe();
    }

    @Override
    public String refusal(Workload workload) {
        return inner.refusal(workload);
    }

    @Override
    public CompletionStage<Handle> prepare(Workload workload) {
        return slowly(() -> inner.prepare(workload));
    }

    @Override
    public CompletionStage<Observed> start(Handle handle) {
        return slowly(() -> inner.start(handle));
    }

    @Override
    public CompletionStage<Observed> stop(Handle handle, Duration grace) {
        return slowly(() -> inner.stop(handle, grace));
    }

    @Override
    public CompletionStage<Void> remove(Handle handle) {
        return slowly(() -> inner.remove(handle));
    }

    @Override
    public CompletionStage<List<Handle>> list() {
        return slowly(inner::list);
    }

    @Override
    public CompletionStage<Adoption> adopt(Handle handle) {
        return slowly(() -> inner.adopt(handle));
    }

    @Override
    public CompletionStage<Void> activate(long epoch, Optional<Handover> handover) {
        return inner.activate(epoch, handover);
    }

    @Override
    public CompletionStage<Void> quiesce(Duration grace) {
        return inner.quiesce(grace);
    }

    @Override
    public Optional<Handover> handover() {
        return inner.handover();
    }

    @Override
    public CompletionStage<Void> resume(long epoch) {
        return inner.resume(epoch);
    }

    @Override
    public CompletionStage<Void> close() {
        return inner.close();
    }
}
