package io.skep.ca.engine.internal;

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
import io.skep.seam.Loop;
import io.skep.store.Commit;
import io.skep.store.Draft;
import io.skep.store.StoreException;
import io.skep.store.Watcher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;

/** One state that all managers see at once; who leads is what the test says. */
final class SharedStore {

    private static final Duration DELAY = Duration.ofMillis(5);

    record Watching(Loop loop, Watcher watcher) {}

    final List<Watching> watchers = new ArrayList<>();
    final SortedMap<NodeId, String> members = new TreeMap<>();
    private final SimKernel kernel;
    private Optional<NodeId> leader = Optional.empty();
    private State state = State.EMPTY;
    private boolean losing;

    SharedStore(SimKernel kernel) {
        this.kernel = kernel;
    }

    View view() {
        return state;
    }

    Optional<NodeId> leader() {
        return leader;
    }

    void lead(Optional<NodeId> node) {
        leader = node;
    }

    /** From now on everything is written and nobody hears of it. */
    void loseAnswers(boolean now) {
        losing = now;
    }

    /** A commit of anybody, at once. */
    void commit(Consumer<Draft> body) {
        var draft = new Drafted(Optional.empty());
        body.accept(draft);
        commit(draft);
    }

    <R> CompletionStage<R> update(NodeId by, Writer writer, Function<Draft, R> body) {
        var done = new CompletableFuture<R>();
        kernel.after(
                DELAY,
                () -> {
                    try {
                        if (leader.filter(by::equals).isEmpty()) {
                            throw new StoreException(StoreException.Reason.NOT_LEADER, "" + by);
                        }
                        var draft = new Drafted(Optional.of(writer));
                        var result = body.apply(draft);
                        commit(draft);
                        if (!losing) {
                            done.complete(result);
                        }
                    } catch (RuntimeException failure) {
                        done.completeExceptionally(failure);
                    }
                });
        return done;
    }

    private void commit(Drafted draft) {
        if (draft.changes.isEmpty()) {
            return;
        }
        var before = state;
        state = state.after(draft.changes, draft.stamp);
        var commit = new Commit(draft.stamp, List.copyOf(draft.changes), before, state);
        List.copyOf(watchers).forEach(each -> each.loop.execute(() -> each.watcher.commit(commit)));
    }

    private final class Drafted implements Draft {

        private final List<Change> changes = new ArrayList<>();
        private final Optional<Writer> writer;
        private final Stamp stamp =
                new Stamp(state.index() + 1, SimKernel.BEGIN.plus(kernel.elapsed()));
        private State now = state;

        private Drafted(Optional<Writer> writer) {
            this.writer = writer;
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
            now = now.after(change, stamp);
        }

        @Override
        public long index() {
            return now.index();
        }

        @Override
        public Optional<Cluster> cluster() {
            return now.cluster();
        }

        @Override
        public Table<Node> nodes() {
            return now.nodes();
        }

        @Override
        public Table<Service> services() {
            return now.services();
        }

        @Override
        public Table<Task> tasks() {
            return now.tasks();
        }

        @Override
        public Table<Network> networks() {
            return now.networks();
        }

        @Override
        public Table<Secret> secrets() {
            return now.secrets();
        }

        @Override
        public Table<Config> configs() {
            return now.configs();
        }

        @Override
        public List<Task> tasksOf(ServiceId service) {
            return now.tasksOf(service);
        }

        @Override
        public List<Task> tasksOn(NodeId node) {
            return now.tasksOn(node);
        }
    }
}
