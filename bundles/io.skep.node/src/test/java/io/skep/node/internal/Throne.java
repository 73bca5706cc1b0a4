package io.skep.node.internal;

import io.skep.model.Change;
import io.skep.model.ClusterId;
import io.skep.model.ClusterLock;
import io.skep.model.Part;
import io.skep.model.Stamp;
import io.skep.model.State;
import io.skep.model.View;
import io.skep.model.Writer;
import io.skep.model.spec.ClusterSpec;
import io.skep.model.spec.Payload;
import io.skep.seam.Cancellable;
import io.skep.seam.Loop;
import io.skep.store.Draft;
import io.skep.store.Store;
import io.skep.store.Watcher;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;

/** A store of which only leadership and the cluster's lock matter. */
final class Throne implements Store {

    private final List<Consumer<Boolean>> watchers = new ArrayList<>();
    private final List<Watcher> readers = new ArrayList<>();
    private boolean leading;
    private View view = State.EMPTY;

    /** The cluster locks with this key from now on; with an empty one it does not. */
    void lock(byte[] key) {
        var id = new ClusterId("cluster");
        var changes =
                List.of(
                        Change.put(Part.CLUSTER_SPEC, id, ClusterSpec.defaults()),
                        Change.put(Part.CLUSTER_LOCK, id, new ClusterLock(Payload.of(key))));
        view = State.EMPTY.after(changes, new Stamp(1, Instant.EPOCH));
        List.copyOf(readers).forEach(reader -> reader.lagged(view));
    }

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
        return view;
    }

    @Override
    public CompletionStage<View> read() {
        return CompletableFuture.completedFuture(view);
    }

    @Override
    public <R> CompletionStage<R> update(Writer writer, Function<Draft, R> body) {
        throw new UnsupportedOperationException("the node writes nothing");
    }

    @Override
    public Cancellable watch(Loop loop, Watcher watcher) {
        readers.add(watcher);
        return () -> readers.remove(watcher);
    }

    @Override
    public CompletionStage<Void> compact() {
        throw new UnsupportedOperationException("the node compacts nothing");
    }
}
