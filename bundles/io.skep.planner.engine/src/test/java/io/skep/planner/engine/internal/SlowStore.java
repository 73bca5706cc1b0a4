package io.skep.planner.engine.internal;

import io.skep.itests.sim.SimSeams;
import io.skep.model.Change;
import io.skep.model.Id;
import io.skep.model.Kind;
import io.skep.model.Part;
import io.skep.model.Stamp;
import io.skep.model.State;
import io.skep.model.View;
import io.skep.model.Writer;
import io.skep.seam.Cancellable;
import io.skep.seam.Loop;
import io.skep.store.Commit;
import io.skep.store.Draft;
import io.skep.store.Store;
import io.skep.store.StoreException;
import io.skep.store.Watcher;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;

/** A store of one manager whose commits take a while and fail when they are told to. */
final class SlowStore implements Store {

    static final Duration LATENCY = Duration.ofMillis(5);

    private record Watch(Loop loop, Watcher watcher) {}

    final List<Commit> commits = new ArrayList<>();
    final Deque<StoreException.Reason> failures = new ArrayDeque<>();

    private final SimSeams seams;
    private final Loop loop;
    private final List<Watch> watches = new ArrayList<>();
    private State state = State.EMPTY;
    Duration latency = LATENCY;
    int proposals;
    int underWay;
    int mostUnderWay;

    SlowStore(SimSeams seams) {
        this.seams = seams;
        this.loop = seams.loop("store");
    }

    /** Commits at once, as somebody else. */
    void given(Change... changes) {
        commit(List.of(changes));
    }

    @Override
    public View view() {
        return state;
    }

    @Override
    public CompletionStage<View> read() {
        return CompletableFuture.completedFuture(state);
    }

    @Override
    public <R> CompletionStage<R> update(Writer writer, Function<Draft, R> body) {
        proposals++;
        mostUnderWay = Math.max(mostUnderWay, ++underWay);
        var result = new CompletableFuture<R>();
        loop.schedule(latency.multipliedBy(underWay), () -> decide(writer, body, result));
        return result;
    }

    private <R> void decide(Writer writer, Function<Draft, R> body, CompletableFuture<R> result) {
        underWay--;
        var failure = failures.poll();
        if (failure != null) {
            result.completeExceptionally(new StoreException(failure, "a test wants it"));
            return;
        }
        var changes = new ArrayList<Change>();
        var draft = recorder(writer, changes);
        var value = body.apply(draft);
        if (changes.size() > 200) {
            result.completeExceptionally(
                    new StoreException(StoreException.Reason.TOO_LARGE, "changes"));
            return;
        }
        commit(changes);
        result.complete(value);
    }

    private void commit(List<Change> changes) {
        if (changes.isEmpty()) {
            return;
        }
        var before = state;
        var stamp = new Stamp(state.index() + 1, seams.time().now());
        state = state.after(changes, stamp);
        var commit = new Commit(stamp, changes, before, state);
        commits.add(commit);
        List.copyOf(watches)
                .forEach(watch -> watch.loop().execute(() -> watch.watcher().commit(commit)));
    }

    @Override
    public Cancellable watch(Loop on, Watcher watcher) {
        var watch = new Watch(on, watcher);
        watches.add(watch);
        return () -> watches.remove(watch);
    }

    @Override
    public boolean leading() {
        return true;
    }

    @Override
    public Cancellable onLeadership(Loop on, Consumer<Boolean> leading) {
        on.execute(() -> leading.accept(true));
        return () -> {};
    }

    @Override
    public CompletionStage<Void> compact() {
        return CompletableFuture.completedFuture(null);
    }

    /** A draft that shows the newest state and notes what is put. */
    private Draft recorder(Writer writer, List<Change> changes) {
        var shown = state;
        InvocationHandler calls =
                (proxy, method, given) -> {
                    switch (method.getName()) {
                        case "put" -> changes.add(put(writer, (Part<?>) given[0], given));
                        case "remove" -> changes.add(Change.remove((Kind) given[0], (Id) given[1]));
                        default -> {
                            return invoked(() -> method.invoke(shown, given));
                        }
                    }
                    return null;
                };
        return (Draft)
                Proxy.newProxyInstance(
                        Draft.class.getClassLoader(), new Class<?>[] {Draft.class}, calls);
    }

    private static Object invoked(java.util.concurrent.Callable<Object> call) throws Exception {
        try {
            return call.call();
        } catch (InvocationTargetException thrown) {
            throw new IllegalStateException(thrown.getCause());
        }
    }

    private static Change put(Writer writer, Part<?> part, Object[] given) {
        if (part.writer() != writer) {
            throw new StoreException(StoreException.Reason.WRONG_WRITER, part.name());
        }
        return new Change.Put(part, ((Id) given[1]).value(), (Record) given[2]);
    }
}
