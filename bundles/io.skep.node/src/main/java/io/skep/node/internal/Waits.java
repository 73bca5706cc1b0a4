package io.skep.node.internal;

import io.skep.seam.Loop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;

/** Things that will hold sooner or later. Belongs to its loop. */
final class Waits {

    private final Loop loop;
    private final List<Wait> waits = new ArrayList<>();

    private record Wait(BooleanSupplier holds, CompletableFuture<Boolean> done) {}

    Waits(Loop loop) {
        this.loop = loop;
    }

    /** Completes on the loop: with true when it holds, with false when it does not in time. */
    CompletionStage<Boolean> until(BooleanSupplier holds, Duration limit) {
        var done = new CompletableFuture<Boolean>();
        var wait = new Wait(holds, done);
        waits.add(wait);
        var alarm = loop.schedule(limit, () -> done.complete(false));
        loop.execute(this::check);
        return done.whenComplete(
                (held, failure) -> {
                    alarm.cancel();
                    waits.remove(wait);
                });
    }

    /** Something changed. */
    void check() {
        List.copyOf(waits).stream()
                .filter(wait -> wait.holds.getAsBoolean())
                .forEach(wait -> wait.done.complete(true));
    }
}
