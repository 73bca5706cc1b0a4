package io.skep.node.internal;

import io.skep.model.State;
import io.skep.model.View;
import io.skep.model.Writer;
import io.skep.seam.Cancellable;
import io.skep.seam.Loop;
import io.skep.store.Draft;
import io.skep.store.Store;
import io.skep.store.Watcher;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;

/** A store of which only leadership matters. */
final class Throne implements Store {

    private final List<Consumer<Boolean>> watchers = new ArrayList<>();
    private boolean leading;

    void lead(boolean now) {
        leading = now;
        List.copyOf(watchers).forEach(watcher -> watcher.accept(now));
    }

    @Override
    public Cancellable onLeadership(Loop loop, Consumer<Boolean> watcher) {
        Consumer<Boolean> relay = now -> loop.execute(() -> watcher.accept(now));
        watchers.add(relay);
        relay.accept(leading);
        return () -> watchers.remove(relay);
    }

    @Override
    public boolean leading() {
        return leading;
    }

    @Override
    public View view() {
        return State.EMPTY;
    }

    @Override
    public CompletionStage<View> read() {
        return CompletableFuture.completedFuture(State.EMPTY);
    }

    @Override
    public <R> CompletionStage<R> update(Writer writer, Function<Draft, R> body) {
        throw new UnsupportedOperationException("the node writes nothing");
    }

    @Override
    public Cancellable watch(Loop loop, Watcher watcher) {
        throw new UnsupportedOperationException("the node watches nothing");
    }

    @Override
    public CompletionStage<Void> compact() {
        throw new UnsupportedOperationException("the node compacts nothing");
    }
}
