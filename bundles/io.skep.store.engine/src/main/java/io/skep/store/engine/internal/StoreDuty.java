package io.skep.store.engine.internal;

import io.skep.consensus.Consensus;
import io.skep.consensus.ConsensusSink;
import io.skep.lifecycle.Duty;
import io.skep.lifecycle.DutyContext;
import io.skep.lifecycle.PlugCatalog;
import io.skep.lifecycle.PlugProvider;
import io.skep.lifecycle.PlugRow;
import io.skep.lifecycle.Providers;
import io.skep.model.NodeId;
import io.skep.model.View;
import io.skep.model.Writer;
import io.skep.seam.Cancellable;
import io.skep.seam.Loop;
import io.skep.store.Draft;
import io.skep.store.Quorum;
import io.skep.store.Store;
import io.skep.store.StoreException;
import io.skep.store.Watcher;
import io.skep.store.engine.internal.watch.Feed;
import io.skep.store.engine.internal.watch.Standing;
import io.skep.transport.Transport;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * The replicated store while this node is a manager; host of the consensus plugs. The store is
 * there before the duty starts and after it stopped: empty, and closed for updates.
 */
@Component(
        name = "io.skep.store.engine",
        immediate = true,
        service = {Duty.class, Store.class, Quorum.class, PlugCatalog.class})
public final class StoreDuty implements Duty, Store, Quorum, PlugCatalog {

    private final Providers<Consensus, ConsensusSink> providers =
            new Providers<>(StoreEngine.CONTRACT);
    private final Feed feed = new Feed();
    private final Standing standing = new Standing();
    private final Transport transport;
    // the engine while the duty works; set by the node, read by everybody
    private final AtomicReference<Optional<StoreEngine>> engine =
            new AtomicReference<>(Optional.empty());

    /** Wired, not working. */
    @Activate
    public StoreDuty(@Reference(name = "transport") Transport transport) {
        this.transport = transport;
    }

    /** A plug's bundle started. */
    @Reference(
            name = "plug",
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC)
    public void bind(PlugProvider<?, ?> provider) {
        providers.bind(provider);
    }

    /** A plug's bundle stops. */
    public void unbind(PlugProvider<?, ?> provider) {
        providers.unbind(provider);
    }

    /** What {@link #unbind} waits for; for simulations, where nobody may wait. */
    CompletionStage<Void> release(PlugProvider<?, ?> provider) {
        return providers.release(provider);
    }

    @Override
    public String name() {
        return "store";
    }

    @Override
    public Scope scope() {
        return Scope.MANAGER;
    }

    @Override
    public CompletionStage<Void> start(DutyContext context) {
        try {
            var fresh = new StoreEngine(context, providers, feed, standing, transport);
            engine.set(Optional.of(fresh));
            return fresh.start().whenComplete((works, failure) -> forget(failure));
        } catch (IllegalStateException | UncheckedIOException failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    Optional<StoreEngine> engine() {
        return engine.get();
    }

    private void forget(@Nullable Throwable failure) {
        if (failure != null) {
            engine.set(Optional.empty());
        }
    }

    @Override
    public CompletionStage<Void> stop(Duration grace) {
        return engine.getAndSet(Optional.empty())
                .map(working -> working.stop(grace))
                .orElseGet(() -> CompletableFuture.completedFuture(null));
    }

    @Override
    public View view() {
        return feed.view();
    }

    @Override
    public CompletionStage<View> read() {
        return working(StoreEngine::read);
    }

    @Override
    public <R> CompletionStage<R> update(Writer writer, Function<Draft, R> body) {
        return working(store -> store.update(writer, body));
    }

    @Override
    public CompletionStage<Void> compact() {
        return working(StoreEngine::compact);
    }

    private <R> CompletionStage<R> working(Function<StoreEngine, CompletionStage<R>> verb) {
        return engine.get()
                .map(verb)
                .orElseGet(
                        () ->
                                CompletableFuture.failedFuture(
                                        new StoreException(
                                                StoreException.Reason.CLOSED,
                                                "this node is not a manager now")));
    }

    @Override
    public Cancellable watch(Loop loop, Watcher watcher) {
        return feed.watch(loop, watcher);
    }

    @Override
    public boolean leading() {
        return standing.leading().now();
    }

    @Override
    public Cancellable onLeadership(Loop loop, Consumer<Boolean> leading) {
        return standing.leading().onChange(loop, leading);
    }

    @Override
    public Optional<NodeId> leader() {
        return standing.leader().now();
    }

    @Override
    public Cancellable onLeader(Loop loop, Consumer<Optional<NodeId>> changed) {
        return standing.leader().onChange(loop, changed);
    }

    @Override
    public SortedMap<NodeId, String> members() {
        return standing.members().now();
    }

    @Override
    public CompletionStage<Void> change(SortedMap<NodeId, String> members, Duration patience) {
        return working(store -> store.change(members, patience));
    }

    @Override
    public CompletionStage<Void> transfer(NodeId to, Duration patience) {
        return working(store -> store.transfer(to, patience));
    }

    @Override
    public long term() {
        return standing.term().now();
    }

    @Override
    public String contract() {
        return StoreEngine.CONTRACT;
    }

    @Override
    public String wanted() {
        return engine.get().map(StoreEngine::wanted).orElse("");
    }

    @Override
    public List<PlugRow> rows() {
        return engine.get()
                .map(StoreEngine::rows)
                .orElseGet(
                        () ->
                                providers.infos().stream()
                                        .map(info -> new PlugRow(info, "available", 0, ""))
                                        .toList());
    }
}
