package io.skep.lifecycle;

import io.skep.seam.Loop;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An opened plug, its fence and the deadlines of its steps. Used on the socket's loop. */
final class Seat<P extends Plug, S> {

    private static final Logger log = LoggerFactory.getLogger(Seat.class);
    private static final Duration CLOSE = Duration.ofSeconds(5);

    private final Loop loop;
    private final SocketHost<P, S> host;
    private final Bound<P, S> bound;
    // whether the sink works; asked by the plug's threads, closed by any thread
    private final AtomicBoolean alive = new AtomicBoolean();
    // how many calls of the sink came too late; counted by the plug's threads
    private final AtomicLong late = new AtomicLong();
    private final CompletableFuture<Void> withdrawn = new CompletableFuture<>();
    private final P plug;
    private long epoch;

    Seat(Loop loop, SocketHost<P, S> host, Bound<P, S> bound) {
        this.loop = loop;
        this.host = host;
        this.bound = bound;
        this.plug = bound.provider().open(context());
    }

    private PlugContext<S> context() {
        var own = host.context(bound.info());
        return new PlugContext<>(
                own.loop(),
                own.seams(),
                host.fence(own.sink(), this::passes),
                own.directory(),
                own.settings());
    }

    private boolean passes() {
        if (alive.get()) {
            return true;
        }
        late.incrementAndGet();
        return false;
    }

    Bound<P, S> bound() {
        return bound;
    }

    P plug() {
        return plug;
    }

    long epoch() {
        return epoch;
    }

    Live<P> live() {
        return new Live<>(bound.info(), plug, epoch);
    }

    CompletionStage<Void> activate(long under, Optional<Handover> handover) {
        admit(under);
        return step("activate", host.patience(), () -> plug.activate(under, handover));
    }

    CompletionStage<Void> resume(long under) {
        admit(under);
        return step("resume", host.patience(), () -> plug.resume(under));
    }

    CompletionStage<Void> probe() {
        return step("probe", host.patience(), () -> host.probe(plug));
    }

    CompletionStage<Void> quiesce(Duration grace) {
        return limited("quiesce", grace, asked(() -> plug.quiesce(grace)));
    }

    /** What it leaves; nothing when it cannot say. */
    Optional<Handover> handover() {
        try {
            return plug.handover();
        } catch (RuntimeException failure) {
            log.warn("plug {}: gives no handover", bound.name(), failure);
            return Optional.empty();
        }
    }

    /** From now on its sink is dead. Any thread. */
    void cut() {
        alive.set(false);
    }

    /** Its bundle goes away: steps in flight fail at once. */
    void withdraw() {
        withdrawn.completeExceptionally(new PlugException(bound.name() + ": its bundle stopped"));
    }

    boolean isWithdrawn() {
        return withdrawn.isDone();
    }

    /** Always completes normally. */
    CompletionStage<Void> close() {
        cut();
        return limited("close", CLOSE, asked(plug::close))
                .handle((done, failure) -> Optional.ofNullable(failure))
                .thenAccept(this::closed);
    }

    private void closed(Optional<Throwable> failure) {
        failure.ifPresent(why -> log.warn("plug {}: did not close", bound.name(), why));
        if (late.get() > 0) {
            log.info("plug {}: {} calls came late and were dropped", bound.name(), late.get());
        }
    }

    private void admit(long under) {
        epoch = under;
        alive.set(true);
    }

    private CompletionStage<Void> step(
            String what, Duration patience, Supplier<CompletionStage<Void>> verb) {
        var either = new CompletableFuture<Void>();
        Stages.copy(asked(verb), either);
        Stages.copy(withdrawn, either);
        return limited(what, patience, either);
    }

    private CompletionStage<Void> limited(
            String what, Duration patience, CompletionStage<Void> stage) {
        return Stages.limited(loop, stage, patience, bound.name() + ": " + what);
    }

    private static CompletionStage<Void> asked(Supplier<CompletionStage<Void>> verb) {
        try {
            return verb.get();
        } catch (RuntimeException failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }
}
