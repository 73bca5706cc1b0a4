package io.skep.network.engine.internal;

import io.skep.lifecycle.Handover;
import io.skep.lifecycle.Plug;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Answers when the test says so. */
abstract class PaperPlug implements Plug {

    final List<Long> asked = new ArrayList<>();
    boolean fails;
    private CompletableFuture<Void> gate = CompletableFuture.completedFuture(null);

    void holds() {
        gate = new CompletableFuture<>();
    }

    void lets() {
        gate.complete(null);
    }

    /** What was asked is never answered; what is asked next is. */
    void forgets() {
        gate = CompletableFuture.completedFuture(null);
    }

    CompletionStage<Void> answer(long number) {
        asked.add(number);
        return fails ? CompletableFuture.failedFuture(new IllegalStateException("broken")) : gate;
    }

    @Override
    public CompletionStage<Void> activate(long epoch, Optional<Handover> handover) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Void> quiesce(Duration grace) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public Optional<Handover> handover() {
        return Optional.empty();
    }

    @Override
    public CompletionStage<Void> resume(long epoch) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Void> close() {
        return CompletableFuture.completedFuture(null);
    }
}
