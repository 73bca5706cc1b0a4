package io.skep.control.engine.internal.cluster;

import io.skep.model.NodeId;
import io.skep.model.NodeState;
import io.skep.model.View;
import io.skep.seam.Loop;
import io.skep.store.Commit;
import io.skep.store.Store;
import io.skep.store.Watcher;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/** Waits until the store shows something. */
final class Awaiting implements Watcher {

    private static final Duration READY_PATIENCE = Duration.ofSeconds(10);

    private final Predicate<View> shows;
    private final CompletableFuture<Boolean> done = new CompletableFuture<>();

    private Awaiting(Predicate<View> shows) {
        this.shows = shows;
    }

    /** Completes like that when the node shows as ready, as a user sees it who asks next. */
    static CompletionStage<Boolean> ready(NodeId node, Store store, Loop loop) {
        return until(view -> isReady(view, node), store, loop, READY_PATIENCE);
    }

    private static boolean isReady(View view, NodeId node) {
        return view.nodes().get(node).filter(it -> it.state() == NodeState.READY).isPresent();
    }

    /** Completes with true when it shows, with false when it does not in time. */
    static CompletionStage<Boolean> until(
            Predicate<View> shows, Store store, Loop loop, Duration patience) {
        var awaiting = new Awaiting(shows);
        var watch = store.watch(loop, awaiting);
        var late = loop.schedule(patience, () -> awaiting.done.complete(false));
        loop.execute(() -> awaiting.lagged(store.view()));
        return awaiting.done.whenComplete(
                (shown, failure) -> {
                    late.cancel();
                    watch.cancel();
                });
    }

    @Override
    public void commit(Commit commit) {
        lagged(commit.after());
    }

    @Override
    public void lagged(View now) {
        if (shows.test(now)) {
            done.complete(true);
        }
    }
}
