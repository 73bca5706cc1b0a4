package io.skep.ca.engine.internal.lead;

import io.skep.model.View;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** Who waits until the cluster has root and tokens. Safe for use by any thread. */
public final class Trusted {

    // added by any thread, completed by the leader's duty
    private final List<CompletableFuture<Void>> waiting = new CopyOnWriteArrayList<>();

    /** Nobody waits. */
    public Trusted() {}

    /** Whether a cluster has them. */
    static boolean in(View view) {
        return view.cluster().filter(cluster -> cluster.trust() != null).isPresent();
    }

    /** Completes when it has them. */
    public CompletionStage<Void> ensured(View now) {
        var waits = new CompletableFuture<Void>();
        waiting.add(waits);
        seen(now);
        return waits;
    }

    /** Looks whether it has them now. */
    void seen(View now) {
        if (in(now)) {
            var done = List.copyOf(waiting);
            waiting.removeAll(done);
            done.forEach(waits -> waits.complete(null));
        }
    }
}
