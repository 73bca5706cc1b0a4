package io.skep.runtime.docker.internal;

import io.skep.runtime.docker.internal.engine.Calls;
import io.skep.runtime.spi.RuntimeFailure;
import io.skep.seam.Loop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Lets verbs in while the plug works, and knows which are not finished. Lives on the loop. */
final class Gate {

    /** The life of a plug. */
    private enum State {
        DORMANT,
        OPEN,
        QUIET,
        CLOSED
    }

    private final Loop loop;
    private final List<CompletableFuture<Void>> waiting = new ArrayList<>();
    private State state = State.DORMANT;
    private int inside;

    Gate(Loop loop) {
        this.loop = loop;
    }

    void open() {
        if (state != State.CLOSED) {
            state = State.OPEN;
        }
    }

    boolean isOpen() {
        return state == State.OPEN;
    }

    /** Lets nobody in; completes when all are out or the grace is over. */
    CompletionStage<Void> shut(Duration grace) {
        if (state == State.OPEN) {
            state = State.QUIET;
        }
        var quiet = new CompletableFuture<Void>();
        if (inside == 0) {
            quiet.complete(null);
            return quiet;
        }
        waiting.add(quiet);
        var overdue = loop.schedule(grace, () -> quiet.complete(null));
        quiet.whenComplete((nothing, error) -> overdue.cancel());
        return quiet;
    }

    /** Lets nobody in any more; whether it was not so before. */
    boolean close() {
        var first = state != State.CLOSED;
        state = State.CLOSED;
        return first;
    }

    <T> CompletionStage<T> pass(Supplier<CompletionStage<T>> verb) {
        var result = new CompletableFuture<T>();
        if (state != State.OPEN) {
            result.completeExceptionally(refusal());
            return result;
        }
        inside++;
        begin(verb)
                .whenComplete(
                        (value, error) -> {
                            if (error == null) {
                                result.complete(value);
                            } else {
                                result.completeExceptionally(Calls.failure(error));
                            }
                            out();
                        });
        return result;
    }

    RuntimeFailure refusal() {
        return RuntimeFailure.temporary("runtime docker does not work now: it is " + state);
    }

    private static <T> CompletionStage<T> begin(Supplier<CompletionStage<T>> verb) {
        try {
            return verb.get();
        } catch (RuntimeFailure failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    private void out() {
        inside--;
        if (inside == 0) {
            var all = List.copyOf(waiting);
            waiting.clear();
            all.forEach(quiet -> quiet.complete(null));
        }
    }
}
