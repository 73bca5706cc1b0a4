package io.skep.itests.quorum;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.skep.itests.history.History;
import io.skep.itests.quorum.Managers.Manager;
import io.skep.model.Writer;
import io.skep.store.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Clients that read, write and swap a few registers through whatever manager they come upon. */
final class Clients {

    private static final int KEYS = 8;
    static final Duration PATIENCE = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofMillis(10);
    private static final Duration PAGE = Duration.ofMillis(400);

    /** What an update tells. */
    private record Written(boolean done, long revision) {}

    final History history = new History(System::nanoTime);
    private final AtomicInteger values = new AtomicInteger();
    private final long begun = System.nanoTime();
    private final AtomicBoolean ending = new AtomicBoolean();
    private final List<CompletableFuture<Void>> ended = new ArrayList<>();
    private final Managers managers;

    Clients(Managers managers) {
        this.managers = managers;
    }

    /** Lets so many begin. */
    void begin(int count, long seed) {
        for (int number = 0; number < count; number++) {
            var client = new Client(new Random(seed + number));
            ended.add(client.end);
            managers.loop.execute(client::next);
        }
    }

    /** None begins anything new. */
    void stop() {
        ending.set(true);
    }

    /** Waits until each has its last answer. */
    void end() throws Exception {
        stop();
        for (var client : ended) {
            Managers.await(client);
        }
    }

    private final class Client {

        private final CompletableFuture<Void> end = new CompletableFuture<>();
        private final Random random;
        // the name of the manager that disappointed last; any thread may set it, all may read it
        private volatile String poor = "";

        private Client(Random random) {
            this.random = random;
        }

        private void next() {
            if (ending.get()) {
                end.complete(null);
                return;
            }
            var key = key();
            asked(key).whenComplete((done, failure) -> managers.loop.schedule(PAUSE, this::next));
        }

        /** Others every now and then: so the judge has many short stories. */
        private String key() {
            return "k" + (System.nanoTime() - begun) / PAGE.toNanos() + "-" + random.nextInt(KEYS);
        }

        private CompletionStage<Void> asked(String key) {
            return switch (random.nextInt(3)) {
                case 0 -> read(any(), key);
                case 1 -> write(boss(), key);
                default -> swap(boss(), key);
            };
        }

        private Manager any() {
            return oneOf(List.copyOf(managers.all.values()));
        }

        /** One that says it leads; two may, and both are asked. Nobody may: then any. */
        private Manager boss() {
            var leading = managers.all.values().stream().filter(it -> it.store.leading()).toList();
            return leading.isEmpty() ? any() : oneOf(leading);
        }

        /** Rather not the one that disappointed last, as clients do. */
        private Manager oneOf(List<Manager> some) {
            var better = some.stream().filter(it -> !it.name.equals(poor)).toList();
            var choice = better.isEmpty() ? some : better;
            return choice.get(random.nextInt(choice.size()));
        }

        private <T> CompletionStage<T> within(Manager at, CompletionStage<T> stage) {
            return stage.toCompletableFuture()
                    .copy()
                    .orTimeout(PATIENCE.toMillis(), MILLISECONDS)
                    .whenComplete((done, failure) -> poor = failure == null ? poor : at.name);
        }

        private CompletionStage<Void> read(Manager at, String key) {
            var open = history.read(key);
            return within(at, at.store.read())
                    .handle(
                            (view, failure) -> {
                                if (failure == null) {
                                    open.saw(Samples.get(view, key), view.index());
                                } else {
                                    open.failed();
                                }
                                return null;
                            });
        }

        private CompletionStage<Void> write(Manager at, String key) {
            var value = "v" + values.incrementAndGet();
            var open = history.write(key, value);
            return within(
                            at,
                            at.store.update(
                                    Writer.CONTROL,
                                    draft -> {
                                        Samples.set(draft, key, value);
                                        return new Written(true, draft.index() + 1);
                                    }))
                    .handle((written, failure) -> told(open, written, failure));
        }

        private CompletionStage<Void> swap(Manager at, String key) {
            var expected = Samples.get(at.store.view(), key);
            var value = "v" + values.incrementAndGet();
            var open = history.swap(key, expected, value);
            return within(
                            at,
                            at.store.update(
                                    Writer.CONTROL,
                                    draft -> {
                                        if (!Samples.get(draft, key).equals(expected)) {
                                            return new Written(false, draft.index());
                                        }
                                        Samples.set(draft, key, value);
                                        return new Written(true, draft.index() + 1);
                                    }))
                    .handle((written, failure) -> told(open, written, failure));
        }
    }

    private static @Nullable Void told(
            History.Open open, @Nullable Written written, @Nullable Throwable failure) {
        if (written != null) {
            if (written.done()) {
                open.written(written.revision());
            } else {
                open.refused(written.revision());
            }
        } else if (nothingHappened(failure)) {
            open.failed();
        } else {
            open.unknown();
        }
        return null;
    }

    private static boolean nothingHappened(@Nullable Throwable failure) {
        var cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof RejectedExecutionException
                || cause instanceof StoreException known
                        && known.reason() != StoreException.Reason.TIMED_OUT;
    }
}
