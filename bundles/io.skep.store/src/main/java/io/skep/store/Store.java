package io.skep.store;

import io.skep.model.View;
import io.skep.model.Writer;
import io.skep.seam.Cancellable;
import io.skep.seam.Loop;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.osgi.annotation.versioning.ProviderType;

/** The cluster's state. Safe for use by any thread. */
@ProviderType
public interface Store {

    /** STO-3: the newest state this node has applied; O(1), never blocks. */
    View view();

    /** A view that shows everything acknowledged, to anybody, before this call. */
    CompletionStage<View> read();

    /**
     * Changes the state. The body runs against a draft of the newest state, on the store's loop; it
     * may run again and must have no other effect. What it throws fails the update and nothing is
     * written; a draft without changes commits nothing.
     *
     * @param writer who writes; only parts of this writer may be put, else {@link
     *     StoreException.Reason#WRONG_WRITER}
     * @return the body's result, once the changes are committed, durable and visible in {@link
     *     #view()}; fails with a {@link StoreException}, or, when too many updates are waiting and
     *     nothing was written, with a {@link java.util.concurrent.RejectedExecutionException}
     */
    <R> CompletionStage<R> update(Writer writer, Function<Draft, R> body);

    /**
     * STO-1: one event per commit that touches a kind the watcher wants, in order, without gap, on
     * the watcher's loop. When the watcher is more than 10,000 commits behind it gets {@link
     * Watcher#lagged} instead and starts again from there.
     *
     * @return ends the watch
     */
    Cancellable watch(Loop loop, Watcher watcher);

    /** Whether this node leads now. */
    boolean leading();

    /** Calls back at once and whenever this node gains or loses leadership, on the given loop. */
    Cancellable onLeadership(Loop loop, Consumer<Boolean> leading);

    /** Saves a snapshot and drops the log before it. */
    CompletionStage<Void> compact();
}
