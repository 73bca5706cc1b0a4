package io.skep.tck.runtime;

import io.skep.lifecycle.PlugContext;
import io.skep.lifecycle.PlugProvider;
import io.skep.model.ClusterId;
import io.skep.model.NodeId;
import io.skep.model.TaskId;
import io.skep.model.spec.ContainerSpec;
import io.skep.runtime.spi.Adoption;
import io.skep.runtime.spi.ContainerRuntime;
import io.skep.runtime.spi.Handle;
import io.skep.runtime.spi.Observed;
import io.skep.runtime.spi.RuntimeFailure;
import io.skep.runtime.spi.RuntimeSink;
import io.skep.runtime.spi.Workload;
import io.skep.seam.Loop;
import io.skep.seam.system.SystemSeams;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Opens runtimes on a loop as their host does, and cleans up behind each test. */
public abstract class RuntimeBench {

    /** An opened runtime and what it told its sink. */
    protected record Opened(ContainerRuntime plug, Heard heard) {}

    private final List<Opened> opened = new ArrayList<>();
    private final List<Handle> made = new ArrayList<>();

    /** The directory of this test. */
    @TempDir protected Path directory;

    private SystemSeams seams;
    private Loop loop;
    private ClusterId cluster;
    private NodeId node;
    private long epoch;

    /** For JUnit, which fills the rest before each test. */
    @SuppressWarnings("NullAway.Init")
    protected RuntimeBench() {}

    /** The runtime that is to be judged. */
    protected abstract PlugProvider<ContainerRuntime, RuntimeSink> provider();

    /** What it can run. */
    protected abstract Programs programs();

    /** Settings it is opened with, besides the cluster's id. */
    protected Map<String, String> settings() {
        return Map.of();
    }

    /** How long a verb or a call of the sink may take. */
    protected Duration patience() {
        return Duration.ofSeconds(30);
    }

    @BeforeEach
    final void setUpBench() throws Exception {
        seams = new SystemSeams(directory.resolve("node"), 16);
        loop = seams.loop("kit");
        cluster = new ClusterId(seams.entropy().id());
        node = new NodeId(seams.entropy().id());
        ask(() -> CompletableFuture.completedFuture("the loop's thread runs"));
    }

    @AfterEach
    final void removeWhatWasMade() throws Exception {
        try {
            for (var each : opened) {
                ask(each.plug()::close);
            }
            if (!made.isEmpty()) {
                var sweeper = active().plug();
                for (var handle : made) {
                    ask(() -> sweeper.remove(handle));
                }
                ask(sweeper::close);
            }
        } finally {
            loop.close();
            seams.close();
        }
    }

    /** This test's cluster. */
    protected final ClusterId cluster() {
        return cluster;
    }

    /** This test's node. */
    protected final NodeId node() {
        return node;
    }

    /** A runtime that was only opened. */
    protected final Opened dormant() {
        return dormant(settings());
    }

    private Opened dormant(Map<String, String> settings) {
        var all = new TreeMap<>(settings);
        all.put(ContainerRuntime.CLUSTER_SETTING, cluster.value());
        var heard = new Heard(patience());
        var context =
                new PlugContext<RuntimeSink>(loop, seams, heard, directory.resolve("runtime"), all);
        var result = new Opened(provider().open(context), heard);
        opened.add(result);
        return result;
    }

    /** A runtime at work. */
    protected final Opened active() throws Exception {
        return active(settings());
    }

    /** A runtime at work that was opened with other settings. */
    protected final Opened active(Map<String, String> settings) throws Exception {
        var result = dormant(settings);
        ask(() -> result.plug().activate(nextEpoch(), Optional.empty()));
        return result;
    }

    /** An epoch above all before. */
    protected final long nextEpoch() {
        return ++epoch;
    }

    /** A workload of a task of its own; what comes of it is removed after the test. */
    protected final Workload workload(ContainerSpec container) {
        return Workloads.of(new TaskId(seams.entropy().id()), cluster, node, container);
    }

    /** Prepares it; what comes of it is removed after the test. */
    protected final Handle prepare(Opened with, Workload workload) throws Exception {
        return made(ask(() -> with.plug().prepare(workload)));
    }

    /** Remembers what is to be removed after the test. */
    protected final Handle made(Handle handle) {
        made.add(handle);
        return handle;
    }

    /** Prepares and starts. */
    protected final Handle start(Opened with, ContainerSpec container) throws Exception {
        var handle = prepare(with, workload(container));
        ask(() -> with.plug().start(handle));
        return handle;
    }

    /** Threads and sockets that were not there before and do not go away. */
    final List<String> leftSince(Traces before) {
        return Traces.now().since(before, patience());
    }

    /** Looks at it until it has ended; for rules that are not about the sink. */
    protected final void lookUntilEnded(Opened with, Handle handle) throws Exception {
        long deadline = System.nanoTime() + patience().toNanos();
        while (System.nanoTime() < deadline) {
            if (ask(() -> with.plug().adopt(handle)) instanceof Adoption.Adopted seen
                    && seen.observed().phase() == Observed.Phase.EXITED) {
                return;
            }
        }
        throw new AssertionError(handle + " did not end in time");
    }

    /** Waits until the sink heard of its end. */
    protected final Observed end(Opened of, Handle handle) throws InterruptedException {
        return of.heard().next(handle, seen -> seen.phase() == Observed.Phase.EXITED);
    }

    /** Calls a verb on the loop and waits for its result. */
    protected final <T> T ask(Supplier<CompletionStage<T>> verb) throws Exception {
        try {
            return tell(verb).get(patience().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            throw cause(failed);
        }
    }

    /** Calls a verb on the loop, expects that it fails, and checks that it does as agreed. */
    protected final RuntimeFailure refused(Supplier<? extends CompletionStage<?>> verb) {
        var failure = Assertions.assertThrows(Exception.class, () -> ask(() -> any(verb)));
        return Assertions.assertInstanceOf(RuntimeFailure.class, failure);
    }

    private static CompletionStage<Object> any(Supplier<? extends CompletionStage<?>> verb) {
        return verb.get().thenApply(value -> "done");
    }

    /** Calls a verb on the loop. */
    protected final <T> CompletableFuture<T> tell(Supplier<CompletionStage<T>> verb) {
        var result = new CompletableFuture<T>();
        loop.execute(
                () -> {
                    try {
                        verb.get()
                                .whenComplete(
                                        (value, error) -> {
                                            if (error == null) {
                                                result.complete(value);
                                            } else {
                                                result.completeExceptionally(error);
                                            }
                                        });
                    } catch (RuntimeException thrown) {
                        result.completeExceptionally(
                                new AssertionError("a verb threw at its caller", thrown));
                    }
                });
        return result;
    }

    private static Exception cause(Throwable failed) {
        var at = failed;
        while (at.getCause() != null
                && (at instanceof ExecutionException || at instanceof CompletionException)) {
            at = at.getCause();
        }
        if (at instanceof Error error) {
            throw error;
        }
        return (Exception) at;
    }
}
