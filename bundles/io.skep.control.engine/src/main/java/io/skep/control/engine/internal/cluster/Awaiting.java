package io.skep.control.engine.internal.cluster;

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
final class Awaiting {

    private final Store store;
    private final Loop loop;

    private Awaiting(Store store, Loop loop) {
        this.store = store;
        this.loop = loop;
    }

    static Awaiting of(Store store, Loop loop) {
        return new Awaiting(store, loop);
    }

    /** Completes with true when it shows, with false when it does not in time. */
    CompletionStage<Boolean> until(Predicate<View> shows, Duration patience) {
        var done = new CompletableFuture<Boolean>();
        var watch = store.watch(loop, watcher(shows, done));
        var late = loop.schedule(patience, () -> done.complete(false));
        loop.execute(() -> check(shows, store.view(), done));
        return done.whenComplete(
                (shown, failure) -> {
                    late.cancel();
                    watch.cancel();
                });
    }

    private static Watcher watcher(Predicate<View> shows, CompletableFuture<Boolean> done) {
        return new Watcher() {
            @Override
            public void commit(Commit commit) {
                check(shows, commit.after(), done);
            }

            @Override
            public void lagged(View now) {
                check(shows, now, done);
            }
        };
    }

    private static void check(Predicate<View> shows, View view, CompletableFuture<Boolean> done) {
        if (shows.test(view)) {
            done.complete(true);
        }
    }
}
