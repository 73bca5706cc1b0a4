package io.skep.control.engine.internal;

import io.skep.codec.Codec;
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
import io.skep.seam.Time;
import io.skep.store.Commit;
import io.skep.store.Draft;
import io.skep.store.Store;
import io.skep.store.StoreException;
import io.skep.store.Watcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A store of one manager that commits at once, and keeps bytes only; or the store of another one
 * that follows it, which shows what is committed only after it was asked to.
 */
public final class MemoryStore implements Store {

    private final Time time;
    private final List<Consumer<Commit>> watchers = new CopyOnWriteArrayList<>();
    private State state = State.EMPTY;
    private RuntimeException failure;
    private Optional<Late> late = Optional.empty();
    private boolean leading = true;
    private MemoryStore leader;

    public MemoryStore(Time time) {
        this.time = time;
    }

    /** From now on nothing fails. */
    public void heal() {
        failure = null;
    }

    /** From now on another one leads. */
    public void follow(MemoryStore other) {
        leading = false;
        leader = other;
    }

    /** From now on it leads, and shows what the one it followed did. */
    public void lead() {
        catchUp();
        leading = true;
        leader = null;
    }

    /** From now on nobody leads. */
    public void lose() {
        leading = false;
    }

    private void catchUp() {
        if (leader != null) {
            state = leader.state;
        }
    }

    /** From now on everything fails so. */
    public void fail(StoreException.Reason reason) {
        failure = new StoreException(reason, "a test wants it");
    }

    /** The next read is answered only by {@link #failNow}, and so. */
    public void failLater(StoreException.Reason reason) {
        late = Optional.of(new Late(new StoreException(reason, "a test wants it")));
    }

    /** Answers the read that waits. */
    public void failNow() {
        late.ifPresent(read -> read.answer().completeExceptionally(read.failure()));
    }

    private record Late(StoreException failure, CompletableFuture<View> answer) {

        private Late(StoreException failure) {
            this(failure, new CompletableFuture<>());
        }
    }

    @Override
    public View view() {
        return state;
    }

    @Override
    public CompletionStage<View> read() {
        catchUp();
        if (late.isPresent()) {
            return late.get().answer();
        }
        return failure == null
                ? CompletableFuture.completedFuture(state)
                : CompletableFuture.failedFuture(failure);
    }

    @Override
    public <R> CompletionStage<R> update(Writer writer, Function<Draft, R> body) {
        if (failure != null) {
            return CompletableFuture.failedFuture(failure);
        }
        if (!leading) {
            return CompletableFuture.failedFuture(
                    new StoreException(StoreException.Reason.NOT_LEADER, "another one leads"));
        }
        var draft = new MemoryDraft(writer, new Stamp(state.index() + 1, time.now()), state);
        try {
            var result = body.apply(draft);
            commit(draft);
            return CompletableFuture.completedFuture(result);
        } catch (RuntimeException refused) {
            return CompletableFuture.failedFuture(refused);
        }
    }

    private void commit(MemoryDraft draft) {
        if (draft.changes.isEmpty()) {
            return;
        }
        var before = state;
        var kept = Codec.changes(Codec.changes(draft.changes));
        if (!kept.equals(draft.changes)) {
            throw new AssertionError("came back otherwise: " + draft.changes + " as " + kept);
        }
        state = state.after(kept, draft.stamp);
        var commit = new Commit(draft.stamp, kept, before, state);
        watchers.forEach(watcher -> watcher.accept(commit));
    }

    @Override
    public Cancellable watch(Loop loop, Watcher watcher) {
        Consumer<Commit> relay = commit -> loop.execute(() -> watcher.commit(commit));
        watchers.add(relay);
        return () -> watchers.remove(relay);
    }

    @Override
    public boolean leading() {
        return leading;
    }

    @Override
    public Cancellable onLeadership(Loop loop, Consumer<Boolean> leading) {
        loop.execute(() -> leading.accept(this.leading));
        return () -> {};
    }

    @Override
    public CompletionStage<Void> compact() {
        return CompletableFuture.completedFuture(null);
    }

    private static final class MemoryDraft implements Draft {

        private final List<Change> changes = new ArrayList<>();
        private final Writer writer;
        private final Stamp stamp;
        private final long index;
        private State state;

        private MemoryDraft(Writer writer, Stamp stamp, State state) {
            this.writer = writer;
            this.stamp = stamp;
            this.index = state.index();
            this.state = state;
        }

        @Override
        public <T extends Record> void put(Part<T> part, Id id, T value) {
            if (part.writer() != writer) {
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
            return index;
        }

        @Override
        public java.util.Optional<io.skep.model.Cluster> cluster() {
            return state.cluster();
        }

        @Override
        public io.skep.model.Table<io.skep.model.Node> nodes() {
            return state.nodes();
        }

        @Override
        public io.skep.model.Table<io.skep.model.Service> services() {
            return state.services();
        }

        @Override
        public io.skep.model.Table<io.skep.model.Task> tasks() {
            return state.tasks();
        }

        @Override
        public io.skep.model.Table<io.skep.model.Network> networks() {
            return state.networks();
        }

        @Override
        public io.skep.model.Table<io.skep.model.Secret> secrets() {
            return state.secrets();
        }

        @Override
        public io.skep.model.Table<io.skep.model.Config> configs() {
            return state.configs();
        }

        @Override
        public List<io.skep.model.Task> tasksOf(io.skep.model.ServiceId service) {
            return state.tasksOf(service);
        }

        @Override
        public List<io.skep.model.Task> tasksOn(io.skep.model.NodeId node) {
            return state.tasksOn(node);
        }
    }
}
