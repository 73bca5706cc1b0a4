package io.skep.dockerapi.internal.world;

import io.skep.control.ClusterEvent;
import io.skep.control.Command;
import io.skep.control.Control;
import io.skep.control.EventSink;
import io.skep.control.LocalNode;
import io.skep.control.LogQuery;
import io.skep.control.Receipt;
import io.skep.control.Refusal;
import io.skep.control.TaskLogSink;
import io.skep.model.Change;
import io.skep.model.LogRequest;
import io.skep.model.Stamp;
import io.skep.model.State;
import io.skep.model.View;
import io.skep.seam.Cancellable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/** A cluster as a test wants it. */
public final class ScriptedControl implements Control {

    /** When everything in it was written. */
    public static final Instant THEN = Instant.parse("2026-11-23T06:25:41.565740896Z");

    private final AtomicReference<State> state = new AtomicReference<>(State.EMPTY);
    private final AtomicReference<LocalNode> local = new AtomicReference<>(node("inactive"));
    private final AtomicReference<Function<Command, Receipt>> answer =
            new AtomicReference<>(command -> Receipt.of("made"));
    private final AtomicReference<Optional<Refusal>> refusal =
            new AtomicReference<>(Optional.empty());
    private final BlockingQueue<Command> commands = new LinkedBlockingQueue<>();
    private final List<ClusterEvent> past = new CopyOnWriteArrayList<>();
    private final BlockingQueue<EventSink> followers = new LinkedBlockingQueue<>();
    private final BlockingQueue<LogCall> logs = new LinkedBlockingQueue<>();
    private final CompletableFuture<Void> cancelled = new CompletableFuture<>();

    /** A stream of logs that was asked for. */
    public record LogCall(LogQuery query, LogRequest request, TaskLogSink sink) {}

    /** A node in this state; a manager when active. */
    public static LocalNode node(String state) {
        boolean outside = state.equals("inactive");
        return new LocalNode(
                state,
                outside ? "" : "nodeid0000000000000000001",
                outside ? "" : "clusterid0000000000000001",
                outside ? "" : "10.77.0.1",
                2377,
                !outside,
                "n1",
                "");
    }

    /** This node is so from now on. */
    public ScriptedControl local(LocalNode node) {
        local.set(node);
        return this;
    }

    /** One commit. */
    public ScriptedControl commit(long index, Instant at, Change... changes) {
        state.updateAndGet(before -> before.after(List.of(changes), new Stamp(index, at)));
        return this;
    }

    /** Index of the last commit. */
    public long commits() {
        return state.get().index();
    }

    /** Commands are answered so. */
    public ScriptedControl answers(Function<Command, Receipt> how) {
        answer.set(how);
        return this;
    }

    /** Reads and commands are refused. */
    public ScriptedControl refuses(Refusal.Code code, String text) {
        refusal.set(Optional.of(new Refusal(code, text)));
        return this;
    }

    /** The next command that arrives, or arrived. */
    public Command command() {
        return next(commands);
    }

    /** Whether no command arrived. */
    public boolean idle() {
        return commands.isEmpty();
    }

    /** Something that happened before anybody listened. */
    public void happened(ClusterEvent event) {
        past.add(event);
    }

    /** The next one who listens. */
    public EventSink follower() {
        return next(followers);
    }

    /** The next one who reads logs. */
    public LogCall logCall() {
        return next(logs);
    }

    /** Completes when a stream was called off. */
    public CompletableFuture<Void> cancelled() {
        return cancelled;
    }

    private static <T> T next(BlockingQueue<T> queue) {
        try {
            var next = queue.poll(10, TimeUnit.SECONDS);
            if (next == null) {
                throw new IllegalStateException("nothing came");
            }
            return next;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    @Override
    public CompletionStage<Receipt> submit(Command command) {
        commands.add(command);
        return refusal.get()
                .<CompletionStage<Receipt>>map(CompletableFuture::failedFuture)
                .orElseGet(() -> CompletableFuture.supplyAsync(() -> answer.get().apply(command)));
    }

    @Override
    public CompletionStage<View> read() {
        return refusal.get()
                .<CompletionStage<View>>map(CompletableFuture::failedFuture)
                .orElseGet(() -> CompletableFuture.completedFuture(state.get()));
    }

    @Override
    public LocalNode local() {
        return local.get();
    }

    @Override
    public Cancellable follow(Instant since, EventSink sink) {
        past.stream().filter(event -> !event.at().isBefore(since)).forEach(sink::event);
        followers.add(sink);
        return () -> cancelled.complete(null);
    }

    @Override
    public Cancellable logs(LogQuery query, LogRequest request, TaskLogSink sink) {
        logs.add(new LogCall(query, request, sink));
        return () -> cancelled.complete(null);
    }
}
