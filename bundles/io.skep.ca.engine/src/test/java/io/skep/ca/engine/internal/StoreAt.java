package io.skep.ca.engine.internal;

import io.skep.model.NodeId;
import io.skep.model.View;
import io.skep.model.Writer;
import io.skep.seam.Cancellable;
import io.skep.seam.Loop;
import io.skep.store.Draft;
import io.skep.store.Quorum;
import io.skep.store.Store;
import io.skep.store.Watcher;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** The shared store as one manager has it. */
final class StoreAt implements Store, Quorum {

    private final SharedStore shared;
    private final Supplier<NodeId> self;

    StoreAt(SharedStore shared, Supplier<NodeId> self) {
        this.shared = shared;
        this.self = self;
    }

    @Override
    public View view() {
        return shared.view();
    }

    @Override
    public CompletionStage<View> read() {
        return CompletableFuture.completedFuture(shared.view());
    }

    @Override
    public <R> CompletionStage<R> update(Writer writer, Function<Draft, R> body) {
        return shared.update(self.get(), writer, body);
    }

    @Override
    public Cancellable watch(Loop loop, Watcher watcher) {
        var watching = new SharedStore.Watching(loop, watcher);
        shared.watchers.add(watching);
        return () -> shared.watchers.remove(watching);
    }

    @Override
    public boolean leading() {
        return shared.leader().filter(self.get()::equals).isPresent();
    }

    @Override
    public Optional<NodeId> leader() {
        return shared.leader();
    }

    @Override
    public SortedMap<NodeId, String> members() {
        return shared.members;
    }

    @Override
    public Cancellable onLeadership(Loop loop, Consumer<Boolean> leading) {
        throw new UnsupportedOperationException("nobody asks");
    }

    @Override
    public CompletionStage<Void> compact() {
        throw new UnsupportedOperationException("nobody asks");
    }

    @Override
    public Cancellable onLeader(Loop loop, Consumer<Optional<NodeId>> changed) {
        throw new UnsupportedOperationException("nobody asks");
    }

    @Override
    public CompletionStage<Void> change(SortedMap<NodeId, String> members, Duration patience) {
        throw new UnsupportedOperationException("nobody asks");
    }

    @Override
    public CompletionStage<Void> transfer(NodeId to, Duration patience) {
        throw new UnsupportedOperationException("nobody asks");
    }
}
