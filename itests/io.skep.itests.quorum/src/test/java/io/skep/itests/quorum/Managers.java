package io.skep.itests.quorum;

import io.skep.consensus.ratis.internal.RatisConsensusProvider;
import io.skep.lifecycle.DutyContext;
import io.skep.model.ClusterId;
import io.skep.model.NodeId;
import io.skep.model.Writer;
import io.skep.seam.Loop;
import io.skep.seam.system.SystemSeams;
import io.skep.store.StoreException;
import io.skep.store.engine.internal.StoreDuty;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** Managers of a cluster that grows and shrinks. */
final class Managers {

    static final Duration PATIENCE = Duration.ofSeconds(30);

    final Hub hub = new Hub();
    final SortedMap<String, Manager> all = new ConcurrentSkipListMap<>();
    final Ledger ledger = new Ledger();
    private final Path directory;
    private final SystemSeams watching;
    final Loop loop;

    Managers(Path directory) {
        this.directory = directory;
        this.watching = new SystemSeams(directory.resolve("watching"), 2);
        this.loop = watching.loop("watching");
    }

    /** The first one. */
    Manager found(String name) throws Exception {
        return start(name, "");
    }

    /** One more, which knows the others, and waits until it is taken in. */
    Manager begin(String name) throws Exception {
        var others =
                all.keySet().stream()
                        .filter(other -> !other.equals(name))
                        .map(other -> other + "=" + address(other))
                        .collect(Collectors.joining(","));
        return start(name, others);
    }

    /** One more, taken in. */
    Manager join(String name) throws Exception {
        var fresh = begin(name);
        change(with(name));
        return fresh;
    }

    /** A number of them, formed one by one. */
    void form(int count) throws Exception {
        found("m1");
        for (int number = 2; number <= count; number++) {
            join("m" + number);
        }
    }

    /** One that was stopped, on the disk it had. */
    Manager restart(String name) throws Exception {
        return start(name, "");
    }

    private Manager start(String name, String others) throws Exception {
        var manager = new Manager(name, others);
        all.put(name, manager);
        manager.store.watch(loop, ledger.of(name));
        await(manager.store.start(manager.context()));
        return manager;
    }

    /** Makes the group these, through whoever leads. */
    void change(SortedMap<NodeId, String> members) throws Exception {
        await(leader().store.change(members, PATIENCE));
    }

    SortedMap<NodeId, String> with(String name) throws Exception {
        var members = new TreeMap<>(leader().store.members());
        members.put(new NodeId(name), address(name));
        return members;
    }

    SortedMap<NodeId, String> without(String name) throws Exception {
        var members = new TreeMap<>(leader().store.members());
        members.remove(new NodeId(name));
        return members;
    }

    static String address(String name) {
        return name + ":2377";
    }

    /** Whoever leads and is not cut off. */
    Manager leader() throws Exception {
        return leaderBut("");
    }

    Manager leaderBut(String other) throws Exception {
        var found = new AtomicReference<List<Manager>>(List.of());
        waits("somebody leads", () -> found.updateAndGet(before -> leading(other)).size() == 1);
        return found.get().get(0);
    }

    private List<Manager> leading(String other) {
        return all.values().stream()
                .filter(manager -> !manager.name.equals(other) && manager.store.leading())
                .toList();
    }

    List<Manager> followers() throws Exception {
        var leader = leader();
        return all.values().stream().filter(manager -> manager != leader).toList();
    }

    /** Waits until all show the same state. */
    void agree() throws Exception {
        waits("all agree", () -> all.values().stream().map(Manager::state).distinct().count() == 1);
    }

    /** Looks again and again, on a loop, until something holds. */
    void waits(String what, BooleanSupplier until) throws Exception {
        var done = new CompletableFuture<Void>();
        loop.execute(() -> look(until, done));
        try {
            done.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            done.cancel(false);
            throw new AssertionError("not so in " + PATIENCE + ": " + what + "; " + all, late);
        }
    }

    /** So long nothing is done here: whoever works goes on meanwhile. */
    void pass(Duration time) throws Exception {
        var passed = new CompletableFuture<Void>();
        loop.schedule(time, () -> passed.complete(null));
        passed.get(time.plus(PATIENCE).toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look(BooleanSupplier until, CompletableFuture<Void> done) {
        if (until.getAsBoolean()) {
            done.complete(null);
        } else if (!done.isDone()) {
            loop.schedule(Duration.ofMillis(5), () -> look(until, done));
        }
    }

    static <T> T await(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** What a stage ended with: {@code done}, or the reason of its failure. */
    static String outcome(CompletionStage<?> stage) throws Exception {
        try {
            await(stage);
            return "done";
        } catch (ExecutionException | CompletionException failure) {
            return failure.getCause() instanceof StoreException known
                    ? known.reason().name()
                    : "" + failure.getCause();
        }
    }

    void close() throws Exception {
        for (var manager : new ArrayList<>(all.values())) {
            manager.kill();
        }
        loop.close();
        watching.close();
    }

    /** One manager: its store, and its disk. */
    final class Manager {

        final String name;
        final Path home;
        private final String others;
        private final SystemSeams seams;
        final StoreDuty store;

        private Manager(String name, String others) {
            this.name = name;
            this.others = others;
            this.home = directory.resolve(name);
            this.seams = new SystemSeams(home, 8);
            this.store = new StoreDuty(hub.of(name));
            store.bind(new RatisConsensusProvider());
        }

        private DutyContext context() {
            return new DutyContext(
                    new NodeId(name),
                    new ClusterId("c"),
                    seams,
                    home,
                    Map.of("advertise", name, "listen", "0.0.0.0:2377", "members", others));
        }

        CompletionStage<String> write(String id) {
            return store.update(
                    Writer.CONTROL,
                    draft -> {
                        Samples.put(draft, id);
                        return id;
                    });
        }

        boolean has(String id) {
            return Samples.has(store.view(), id);
        }

        /** Index and content of what it has applied. */
        String state() {
            return store.view().index() + ": " + Samples.content(store.view());
        }

        /** Nothing of it is heard any more; what is on its disk stays. */
        void kill() throws Exception {
            hub.drop(name);
            all.remove(name, this);
            await(store.stop(Duration.ZERO));
            seams.close();
        }

        /** Starts again on the same disk. */
        Manager again() throws Exception {
            return start(name, others);
        }

        /** Its disk is lost. */
        void wipe() throws IOException {
            try (var files = Files.walk(home)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }

        @Override
        public String toString() {
            return store.view().index() + " leads=" + store.leading() + " " + store.members();
        }
    }
}
