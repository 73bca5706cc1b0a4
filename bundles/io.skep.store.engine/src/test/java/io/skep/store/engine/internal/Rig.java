package io.skep.store.engine.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.skep.itests.net.SimNet;
import io.skep.itests.sim.SimKernel;
import io.skep.itests.sim.SimSeams;
import io.skep.lifecycle.DutyContext;
import io.skep.model.ClusterId;
import io.skep.model.NodeId;
import io.skep.model.State;
import io.skep.model.View;
import io.skep.model.Writer;
import io.skep.seam.Loop;
import io.skep.store.Commit;
import io.skep.store.Draft;
import io.skep.store.StoreException;
import io.skep.store.Watcher;
import io.skep.tck.consensus.memory.MemoryConsensusProvider;
import io.skep.tck.consensus.memory.MemoryGroup;
import io.skep.transport.Transport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Managers of one cluster: each with a store on a consensus in memory, and a disk of its own. */
final class Rig {

    static final Duration SOON = Duration.ofMillis(200);
    static final Duration LONG = Duration.ofMinutes(2);

    private static final byte[] KEYS = new byte[41];

    final SimKernel kernel;
    final MemoryGroup group = new MemoryGroup();
    final SortedMap<String, Manager> managers = new TreeMap<>();
    final SimNet net;
    private final Path directory;

    Rig(long seed, Path directory, String... names) {
        this.kernel = new SimKernel(seed);
        this.net = new SimNet(kernel, Duration.ofMillis(2));
        this.directory = directory;
        var members =
                Arrays.stream(names)
                        .map(name -> name + "=" + name + ":1")
                        .collect(Collectors.joining(","));
        for (var name : names) {
            managers.put(name, new Manager(name, members));
        }
    }

    /** One manager, started, which leads. */
    static Rig alone(Path directory) {
        var rig = new Rig(7, directory, "a");
        rig.start();
        return rig;
    }

    void start() {
        managers.values().forEach(Manager::start);
        kernel.runFor(SOON);
    }

    Manager a() {
        return managers.get("a");
    }

    /** The manager that leads. */
    Manager leader() {
        kernel.runUntil(
                () -> managers.values().stream().anyMatch(Manager::leads), Duration.ofMinutes(1));
        return managers.values().stream().filter(Manager::leads).findFirst().orElseThrow();
    }

    void pass(Duration span) {
        kernel.runFor(span);
    }

    void assertNothingFailed() {
        managers.values().forEach(manager -> assertEquals(List.of(), manager.seams.failures()));
    }

    /** What a stage ended with: its value, or the failure's words. */
    static String outcome(CompletableFuture<?> stage) {
        if (!stage.isDone()) {
            return "waits";
        }
        try {
            return "" + stage.join();
        } catch (CompletionException failure) {
            var cause = failure.getCause();
            return cause instanceof StoreException known ? known.reason().name() : "" + cause;
        }
    }

    /** A node with the role of a manager. */
    final class Manager {

        final String name;
        final SimSeams seams;
        final MemoryConsensusProvider provider = new MemoryConsensusProvider(group);
        private final String members;
        final Transport transport;
        StoreDuty store;
        boolean up;

        private Manager(String name, String members) {
            this.name = name;
            this.members = members;
            this.seams = kernel.node(name);
            // this group has a wire of its own, so no keys travel along
            seams.disk("store").replace("keys", KEYS);
            this.transport = net.of(new NodeId(name));
            this.store = wired();
        }

        private StoreDuty wired() {
            var fresh = new StoreDuty(transport);
            fresh.bind(provider);
            return fresh;
        }

        DutyContext context(String plug) {
            return new DutyContext(
                    new NodeId(name),
                    new ClusterId("c"),
                    seams,
                    directory.resolve(name),
                    Map.of("consensus", plug, "members", members));
        }

        CompletableFuture<Void> start() {
            return begin("memory");
        }

        CompletableFuture<Void> begin(String plug) {
            up = true;
            var life = store;
            var started = store.start(context(plug)).toCompletableFuture();
            return started.whenComplete((works, failure) -> up &= failure == null || life != store);
        }

        void stop() {
            up = false;
            var stopped = store.stop(Duration.ofSeconds(5)).toCompletableFuture();
            kernel.runUntil(stopped::isDone, Duration.ofMinutes(1));
            stopped.join();
        }

        /** The process dies; what is on disk is kept. */
        void crash() {
            up = false;
            group.crash(name);
            seams.crash();
            net.crash(new NodeId(name));
            store = wired();
        }

        boolean leads() {
            return up && store.leading();
        }

        State state() {
            return (State) store.view();
        }

        <R> CompletableFuture<R> update(Writer writer, Function<Draft, R> body) {
            return store.update(writer, body).toCompletableFuture();
        }

        /** Writes something small, whose result is its name. */
        CompletableFuture<String> write(String id) {
            return update(
                    Writer.CONTROL,
                    draft -> {
                        Samples.putConfig(draft, id);
                        return id;
                    });
        }

        /** The fingerprint of everything it has applied. */
        String digest() {
            return store.engine().orElseThrow().digest();
        }

        /** The consensus bundle stops. */
        void plugOut() {
            store.release(provider);
            kernel.runFor(SOON);
        }

        /** The consensus bundle starts again. */
        void plugIn() {
            store.bind(provider);
            kernel.runFor(SOON);
        }

        CompletableFuture<View> read() {
            return store.read().toCompletableFuture();
        }

        /** Whether something small is there. */
        boolean has(String id) {
            return store.view().configs().get(id).isPresent();
        }

        Loop loop() {
            return seams.loop("test");
        }
    }

    /** Writes down what it sees. */
    static class Diary implements Watcher {

        final List<Commit> commits = new ArrayList<>();
        final List<String> lines = new ArrayList<>();

        @Override
        public void commit(Commit commit) {
            commits.add(commit);
            lines.add("commit " + commit.stamp().index());
        }

        @Override
        public void lagged(View now) {
            lines.add("lagged " + now.index());
        }
    }
}
