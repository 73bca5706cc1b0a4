package io.skep.itests.store;

import io.skep.itests.sim.SimKernel;
import io.skep.model.Change;
import io.skep.model.Cluster;
import io.skep.model.Config;
import io.skep.model.Id;
import io.skep.model.Kind;
import io.skep.model.Network;
import io.skep.model.Node;
import io.skep.model.NodeId;
import io.skep.model.Part;
import io.skep.model.Secret;
import io.skep.model.Service;
import io.skep.model.ServiceId;
import io.skep.model.Stamp;
import io.skep.model.State;
import io.skep.model.Table;
import io.skep.model.Task;
import io.skep.model.View;
import io.skep.model.Writer;
import io.skep.seam.Cancellable;
import io.skep.seam.Loop;
import io.skep.store.Commit;
import io.skep.store.Draft;
import io.skep.store.Store;
import io.skep.store.StoreException;
import io.skep.store.Watcher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;

/** A store whose commits take a while, and that fails when a test wants it. */
public final class SimStore implements Store {

    private final List<Commit> commits = new ArrayList<>();
    private final SimKernel kernel;
    private final List<Watching> watchers = new ArrayList<>();
    private State state = State.EMPTY;
    private Duration delay = Duration.ofMillis(5);
    private Optional<StoreException.Reason> refusal = Optional.empty();
    private boolean forgetful;
    private boolean readsFail;

    private record Watching(Loop loop, Watcher watcher) {}

    /** A store of its kernel's time. */
    public SimStore(SimKernel kernel) {
        this.kernel = kernel;
    }

    /** Updates take that long from now on. */
    public void takes(Duration time) {
        delay = time;
    }

    /** Updates fail from now on. */
    public void refuse(StoreException.Reason reason) {
        refusal = Optional.of(reason);
    }

    /** Updates succeed again. */
    public void accept() {
        refusal = Optional.empty();
    }

    /** From now on commits are answered with TIMED_OUT, half of them though they are written. */
    public void forgets(boolean now) {
        forgetful = now;
    }

    /** Whether reads fail from now on. */
    public void readsFail(boolean now) {
        readsFail = now;
    }

    /** Watchers are told nothing but that they missed something. */
    public void lag() {
        var now = state;
        watchers.forEach(each -> each.loop.execute(() -> each.watcher.lagged(now)));
    }

    /** A commit of anybody, at once. */
    public void commit(Consumer<Draft> body) {
        var draft = new Drafted(Optional.empty(), state, stamp());
        body.accept(draft);
        commit(draft);
    }

    /** A commit that watchers are not told of. */
    public void commitUnseen(Consumer<Draft> body) {
        var draft = new Drafted(Optional.empty(), state, stamp());
        body.accept(draft);
        state = state.after(draft.changes, draft.stamp);
    }

    /** Everything that was committed, in order. */
    public List<Commit> commits() {
        return commits;
    }

    private Stamp stamp() {
        return new Stamp(state.index() + 1, SimKernel.BEGIN.plus(kernel.elapsed()));
    }

    private void commit(Drafted draft) {
        if (draft.changes.isEmpty()) {
            return;
        }
        var before = state;
        state = state.after(draft.changes, draft.stamp);
        var commit = new Commit(draft.stamp, List.copyOf(draft.changes), before, state);
        commits.add(commit);
        List.copyOf(watchers).forEach(each -> each.loop.execute(() -> each.watcher.commit(commit)));
    }

    @Override
    public <R> CompletionStage<R> update(Writer writer, Function<Draft, R> body) {
        var done = new CompletableFuture<R>();
        kernel.after(delay, () -> update(done, writer, body));
        return done;
    }

    private <R> void update(CompletableFuture<R> done, Writer writer, Function<Draft, R> body) {
        if (refusal.isPresent()) {
            done.completeExceptionally(new StoreException(refusal.get(), "a test wants it"));
            return;
        }
        var forgets = forgetful && kernel.below(3) == 0;
        if (forgets && kernel.below(2) == 0) {
            done.completeExceptionally(timedOut());
            return;
        }
        var draft = new Drafted(Optional.of(writer), state, stamp());
        var result = body.apply(draft);
        if (draft.changes.size() > 200) {
            done.completeExceptionally(
                    new StoreException(StoreException.Reason.TOO_LARGE, "too many"));
            return;
        }
        commit(draft);
        if (forgets) {
            done.completeExceptionally(timedOut());
        } else {
            done.complete(result);
        }
    }

    private static StoreException timedOut() {
        return new StoreException(StoreException.Reason.TIMED_OUT, "nobody knows");
    }

    @Override
    public View view() {
        return state;
    }

    @Override
    public CompletionStage<View> read() {
        return readsFail
                ? CompletableFuture.failedFuture(timedOut())
                : CompletableFuture.completedFuture(state);
    }

    @Override
    public Cancellable watch(Loop loop, Watcher watcher) {
        var watching = new Watching(loop, watcher);
        watchers.add(watching);
        return () -> watchers.remove(watching);
    }

    @Override
    public boolean leading() {
        return true;
    }

    @Override
    public Cancellable onLeadership(Loop loop, Consumer<Boolean> leading) {
        throw new UnsupportedOperationException("the node room asks, not the dispatcher");
    }

    @Override
    public CompletionStage<Void> compact() {
        throw new UnsupportedOperationException("nobody asks");
    }

    private static final class Drafted implements Draft {

        private final List<Change> changes = new ArrayList<>();
        private final Optional<Writer> writer;
        private final Stamp stamp;
        private State state;

        private Drafted(Optional<Writer> writer, State state, Stamp stamp) {
            this.writer = writer;
            this.state = state;
            this.stamp = stamp;
        }

        @Override
        public <T extends Record> void put(Part<T> part, Id id, T value) {
            if (writer.filter(any -> any != part.writer()).isPresent()) {
                throw new StoreException(StoreException.Reason.WRONG_WRITER, part.name());
            }
            change(Change.put(part, id, value));
        }

        @Override
        public void remove(Kind kind, Id id) {
            change(Change.remove(kind, id));
        }

        private void change(Change change) {
            changes.add(change);
            state = state.after(change, stamp);
        }

        @Override
        public long index() {
            return state.index();
        }

        @Override
        public Optional<Cluster> cluster() {
            return state.cluster();
        }

        @Override
        public Table<Node> nodes() {
            return state.nodes();
        }

        @Override
        public Table<Service> services() {
            return state.services();
        }

        @Override
        public Table<Task> tasks() {
            return state.tasks();
        }

        @Override
        public Table<Network> networks() {
            return state.networks();
        }

        @Override
        public Table<Secret> secrets() {
            return state.secrets();
        }

        @Override
        public Table<Config> configs() {
            return state.configs();
        }

        @Override
        public List<Task> tasksOf(ServiceId service) {
            return state.tasksOf(service);
        }

        @Override
        public List<Task> tasksOn(NodeId node) {
            return state.tasksOn(node);
        }
    }
}
