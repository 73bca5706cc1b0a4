package io.skep.store.engine.internal.flow;

import io.skep.seam.Cancellable;
import io.skep.seam.Loop;
import io.skep.seam.Time;
import io.skep.store.engine.internal.machine.Machine;
import io.skep.store.engine.internal.machine.Transaction;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Proposes a fence until one is seen in the log. Whoever sees it has applied everything that was
 * committed before, and what was drafted on the same transaction is void. Used on the store's loop.
 */
public final class Fences {

    private static final Logger log = LoggerFactory.getLogger(Fences.class);
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Loop loop;
    private final Time time;
    private final Link link;
    private final Machine machine;
    private final Ids ids;
    private String awaited = "";
    private @Nullable Runnable seen;
    private Cancellable again = () -> {};

    /** No fence yet. */
    public Fences(Loop loop, Time time, Link link, Machine machine, Ids ids) {
        this.loop = loop;
        this.time = time;
        this.link = link;
        this.machine = machine;
        this.ids = ids;
    }

    /** Whether a fence is under way. */
    boolean raising() {
        return seen != null;
    }

    /** Proposes a fence, instead of the one under way. */
    public void raise(Runnable whenSeen) {
        cancel();
        seen = whenSeen;
        propose();
    }

    /** Gives up. */
    public void cancel() {
        again.cancel();
        seen = null;
        awaited = "";
    }

    private void propose() {
        var id = ids.next();
        awaited = id;
        var fence = Transaction.fence(id, machine.last(), time.now());
        link.propose(fence.bytes(), PATIENCE)
                .whenComplete(
                        (index, failure) -> {
                            if (failure != null) {
                                loop.execute(() -> failed(id, failure));
                            }
                        });
    }

    /** A transaction was seen in the log. */
    public void saw(String transaction) {
        var waiting = seen;
        if (waiting != null && transaction.equals(awaited)) {
            cancel();
            waiting.run();
        }
    }

    private void failed(String id, Throwable failure) {
        if (id.equals(awaited)) {
            log.debug("store: fence {} failed", id, failure);
            again = loop.schedule(PAUSE, this::propose);
        }
    }
}
