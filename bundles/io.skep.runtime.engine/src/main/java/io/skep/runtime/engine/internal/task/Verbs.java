package io.skep.runtime.engine.internal.task;

import static java.util.concurrent.CompletableFuture.completedFuture;
import static java.util.concurrent.CompletableFuture.failedFuture;

import io.skep.runtime.spi.Adoption;
import io.skep.runtime.spi.ContainerRuntime;
import io.skep.runtime.spi.Handle;
import io.skep.runtime.spi.Observed;
import io.skep.runtime.spi.RuntimeFailure;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Verbs of a runtime, put together. */
final class Verbs {

    private Verbs() {}

    /** Adopts; what cannot be adopted for good is incompatible. */
    static CompletionStage<Adoption> adopt(ContainerRuntime runtime, Handle handle) {
        return or(runtime.adopt(handle), Verbs::incompatible);
    }

    private static CompletionStage<Adoption> incompatible(RuntimeFailure failure) {
        return completedFuture(new Adoption.Incompatible("" + failure.getMessage()));
    }

    /** Stops; how it ended is absent when it is not there. Source: swarm-behaviour EX-5. */
    static CompletionStage<Optional<Observed>> stop(
            ContainerRuntime runtime, Handle handle, Duration grace) {
        return or(
                runtime.stop(handle, grace).thenApply(Optional::of),
                failure -> adopt(runtime, handle).thenCompose(found -> ended(found, failure)));
    }

    private static CompletionStage<Optional<Observed>> ended(
            Adoption found, RuntimeFailure failure) {
        if (found instanceof Adoption.Gone) {
            return completedFuture(Optional.empty());
        }
        return found instanceof Adoption.Adopted there
                        && there.observed().phase() != Observed.Phase.RUNNING
                ? completedFuture(Optional.of(there.observed()))
                : failedFuture(failure);
    }

    /** Stops if it can, and removes. */
    static CompletionStage<Boolean> stopAndRemove(
            ContainerRuntime runtime, Handle handle, Duration grace) {
        return or(
                        stop(runtime, handle, grace).thenApply(Optional::isPresent),
                        failure -> completedFuture(false))
                .thenCompose(stopped -> remove(runtime, handle));
    }

    static CompletionStage<Boolean> remove(ContainerRuntime runtime, Handle handle) {
        return runtime.remove(handle).thenApply(done -> true);
    }

    /** Another way when a verb failed for good; a temporary failure stays one. */
    private static <T> CompletionStage<T> or(
            CompletionStage<T> stage, Function<RuntimeFailure, CompletionStage<T>> otherwise) {
        return stage.handle((value, failure) -> choose(value, failure, otherwise))
                .thenCompose(Function.identity());
    }

    private static <T> CompletionStage<T> choose(
            T value, Throwable failure, Function<RuntimeFailure, CompletionStage<T>> otherwise) {
        if (failure == null) {
            return CompletableFuture.completedFuture(value);
        }
        return Flight.cause(failure) instanceof RuntimeFailure known && !known.isTemporary()
                ? otherwise.apply(known)
                : failedFuture(Flight.cause(failure));
    }
}
