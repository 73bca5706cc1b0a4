package io.skep.store.engine.internal.flow;

import io.skep.model.Writer;
import io.skep.store.Draft;
import io.skep.store.StoreException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * An update that was asked for.
 *
 * @param writer who writes
 * @param body what is to be done
 * @param result what the caller waits for
 * @param deadline when the caller gives up, in the clock's nanoseconds
 * @param <R> the result
 */
record Request<R>(
        Writer writer, Function<Draft, R> body, CompletableFuture<R> result, long deadline) {

    void fail(StoreException.Reason reason, String message) {
        result.completeExceptionally(new StoreException(reason, message));
    }

    /** Fails if its time is up. */
    boolean expired(long now) {
        if (now - deadline < 0) {
            return false;
        }
        fail(StoreException.Reason.TIMED_OUT, "the managers did not agree in time");
        return true;
    }

    boolean done() {
        return result.isDone();
    }
}
