package io.skep.store.engine.internal.flow;

import io.skep.seam.Loop;
import io.skep.store.StoreException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Takes questions to the store's loop; one that comes when the loop may be over is answered at
 * once. Any thread.
 */
public final class Inbox {

    private final Loop loop;
    // set by the thread that stops the duty, read by callers
    private final AtomicBoolean closed = new AtomicBoolean();

    /** An open one. */
    public Inbox(Loop loop) {
        this.loop = loop;
    }

    /** The loop may be over from now on. */
    public void close() {
        closed.set(true);
    }

    /** Whether it was closed. */
    public boolean closed() {
        return closed.get();
    }

    /** Asks on the loop; whoever is asked completes the result. */
    public <R> CompletionStage<R> ask(Consumer<CompletableFuture<R>> question) {
        var result = new CompletableFuture<R>();
        var taken = new AtomicBoolean();
        loop.execute(
                () -> {
                    if (taken.compareAndSet(false, true)) {
                        question.accept(result);
                    }
                });
        if (closed() && taken.compareAndSet(false, true)) {
            result.completeExceptionally(
                    new StoreException(
                            StoreException.Reason.CLOSED, "the store of this node is closed"));
        }
        return result;
    }
}
