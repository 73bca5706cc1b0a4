package io.skep.tck.network;

import io.skep.lifecycle.Handover;
import io.skep.lifecycle.Plug;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A plug with nothing but its verb. */
abstract class PlainPlug implements Plug {

    @Override
    public CompletionStage<Void> activate(long epoch, Optional<Handover> handover) {
        return done();
    }

    @Override
    public CompletionStage<Void> quiesce(Duration grace) {
        return done();
    }

    @Override
    public Optional<Handover> handover() {
        return Optional.empty();
    }

    @Override
    public CompletionStage<Void> resume(long epoch) {
        return done();
    }

    @Override
    public CompletionStage<Void> close() {
        return done();
    }

    static CompletionStage<Void> done() {
        return CompletableFuture.completedFuture(null);
    }
}
