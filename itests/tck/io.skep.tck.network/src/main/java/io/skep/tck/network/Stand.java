package io.skep.tck.network;

import io.skep.lifecycle.Plug;
import io.skep.lifecycle.PlugContext;
import io.skep.network.spi.NetworkSink;
import io.skep.seam.Disk;
import io.skep.seam.Entropy;
import io.skep.seam.Loop;
import io.skep.seam.Seams;
import io.skep.seam.Time;
import io.skep.seam.Workers;
import io.skep.seam.system.SystemSeams;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** The host of plugs: a loop, threads, and a clock that may leap. Closes the plugs it activated. */
final class Stand implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int THREADS = 8;

    private final Path directory;
    private final SystemSeams seams;
    private final Loop loop;
    private final AtomicLong leapt = new AtomicLong();
    private final AtomicLong epoch = new AtomicLong();
    // hosts are worked on at the same time
    private final List<Plug> active = new CopyOnWriteArrayList<>();

    Stand(Path directory) {
        this.directory = directory;
        this.seams = new SystemSeams(directory, THREADS);
        this.loop = seams.loop("kit");
    }

    /** What a plug is opened with. */
    PlugContext<NetworkSink> context(Map<String, String> settings) {
        return new PlugContext<>(
                loop, new Leaping(), why -> {}, directory.resolve("plug"), settings);
    }

    /** Has it begin to work. */
    <P extends Plug> P activate(P plug) {
        active.add(plug);
        ask(() -> plug.activate(epoch.incrementAndGet(), Optional.empty()));
        return plug;
    }

    /** Ends it as its host does. */
    void close(Plug plug) {
        active.remove(plug);
        ask(() -> plug.quiesce(Duration.ofSeconds(1)));
        ask(plug::close);
    }

    /** From now on it is later. */
    void leap(Duration by) {
        leapt.addAndGet(by.toNanos());
    }

    /** Calls a verb on the loop and waits for its result. Any thread. */
    <T> T ask(Supplier<CompletionStage<T>> verb) {
        var result = new CompletableFuture<T>();
        loop.execute(
                () ->
                        verb.get()
                                .whenComplete(
                                        (value, failure) -> {
                                            if (failure == null) {
                                                result.complete(value);
                                            } else {
                                                result.completeExceptionally(failure);
                                            }
                                        }));
        try {
            return result.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            throw new CompletionException(failed.getCause());
        } catch (TimeoutException late) {
            throw new AssertionError("a verb did not complete within " + PATIENCE, late);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", stopped);
        }
    }

    @Override
    public void close() {
        try {
            List.copyOf(active).forEach(this::close);
        } finally {
            loop.close();
            seams.close();
        }
    }

    /** The machine's seams, at another time. */
    private final class Leaping implements Seams, Time {

        @Override
        public Instant now() {
            return seams.time().now().plusNanos(leapt.get());
        }

        @Override
        public long nanos() {
            return seams.time().nanos() + leapt.get();
        }

        @Override
        public Time time() {
            return this;
        }

        @Override
        public Loop loop(String name) {
            return seams.loop(name);
        }

        @Override
        public Workers workers() {
            return seams.workers();
        }

        @Override
        public Entropy entropy() {
            return seams.entropy();
        }

        @Override
        public Disk disk(String owner) {
            return seams.disk(owner);
        }
    }
}
