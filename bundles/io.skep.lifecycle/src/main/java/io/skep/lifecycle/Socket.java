package io.skep.lifecycle;

import io.skep.seam.Loop;
import io.skep.seam.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the plug of an adopting or custodial contract sits: opens the wanted one, swaps it for
 * another, and lets go of one whose bundle stops. Level-triggered: it compares what is wanted with
 * what is there after every message.
 *
 * <pre>
 * EMPTY -> OPENING -> LIVE(n) -> QUIESCING -> HANDING_OVER -> LIVE(n+1)
 *            |                       |             |
 *            v                       +--- back ----+-------> LIVE(the old plug, n+2)
 *          FAILED
 * </pre>
 *
 * <p>Only the plug that is wanted by name is ever used: when there is none, the socket stays empty.
 * An epoch is never used twice, also not after a failed attempt. Owned by its host's loop; all
 * public methods only send to it and may be called by any thread.
 *
 * @param <P> the plugs
 * @param <S> what plugs talk back through
 */
public final class Socket<P extends Plug, S> implements PlugCatalog {

    /** How long a bundle that stops waits for its plug at most. */
    public static final Duration EMERGENCY = Duration.ofSeconds(2);

    private static final Logger log = LoggerFactory.getLogger(Socket.class);
    private static final Duration EMERGENCY_GRACE = Duration.ofMillis(1500);

    private enum State {
        EMPTY,
        OPENING,
        LIVE,
        QUIESCING,
        HANDING_OVER,
        FAILED
    }

    private record Leaver<P extends Plug, S>(
            PlugProvider<P, S> provider, CompletableFuture<Void> gone) {}

    private final String contract;
    private final Loop loop;
    private final Time time;
    private final SocketHost<P, S> host;
    private final List<Bound<P, S>> bound = new ArrayList<>();
    private final List<Bound<P, S>> refused = new ArrayList<>();
    private final List<Leaver<P, S>> leavers = new ArrayList<>();
    private final Board<P, S> board = new Board<>();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    // opened and not closed; changed on the loop, cut by threads that stop bundles
    private final List<Seat<P, S>> seats = new CopyOnWriteArrayList<>();
    // what other threads may know; written by the loop
    private final AtomicReference<String> wanted = new AtomicReference<>("");

    private State state = State.EMPTY;
    private @Nullable Seat<P, S> current;
    private @Nullable Seat<P, S> incoming;
    private @Nullable Handover left;
    private long epoch;
    private boolean moving;
    private boolean closing;

    /** An empty socket of a contract. */
    public Socket(String contract, Loop loop, Time time, SocketHost<P, S> host) {
        this.contract = contract;
        this.loop = loop;
        this.time = time;
        this.host = host;
    }

    @Override
    public String contract() {
        return contract;
    }

    @Override
    public String wanted() {
        return wanted.get();
    }

    @Override
    public List<PlugRow> rows() {
        return board.rows();
    }

    /** Wants the plug of this name; none when empty. One that failed before is tried again. */
    public void want(String name) {
        loop.execute(
                () -> {
                    wanted.set(name);
                    refused.clear();
                    turn();
                });
    }

    /** Tries plugs again that failed. */
    public void retry() {
        loop.execute(
                () -> {
                    refused.clear();
                    turn();
                });
    }

    /** A provider is there; without effect when it is known. */
    public void bind(PlugProvider<P, S> provider) {
        loop.execute(
                () -> {
                    if (!closing && bound.stream().noneMatch(known -> known.isOf(provider))) {
                        bound.add(Bound.of(provider));
                        turn();
                    }
                });
    }

    /**
     * A provider goes away. A plug of it that works becomes quiet, is fenced and closed.
     *
     * @return completes when no plug of it is open, after {@link #EMERGENCY} at the latest
     */
    public CompletionStage<Void> unbind(PlugProvider<P, S> provider) {
        var leaver = new Leaver<>(provider, new CompletableFuture<Void>());
        loop.execute(() -> leave(leaver));
        return leaver.gone();
    }

    /** Cuts the sinks of a provider's plugs at once: the last resort when the loop is stuck. */
    void cut(PlugProvider<?, ?> provider) {
        seats.stream().filter(seat -> seat.bound().isOf(provider)).forEach(Seat::cut);
    }

    boolean runsHere() {
        return loop.inside();
    }

    /** Lets go of the plug for good; completes when it is closed. */
    public CompletionStage<Void> close() {
        loop.execute(
                () -> {
                    closing = true;
                    wanted.set("");
                    if (incoming != null) {
                        incoming.withdraw();
                    }
                    turn();
                });
        return closed;
    }

    private void leave(Leaver<P, S> leaver) {
        var provider = leaver.provider();
        bound.removeIf(known -> known.isOf(provider));
        refused.removeIf(known -> known.isOf(provider));
        seats.stream().filter(seat -> seat.bound().isOf(provider)).forEach(Seat::withdraw);
        leavers.add(leaver);
        loop.schedule(EMERGENCY, () -> force(leaver));
        turn();
    }

    private void force(Leaver<P, S> leaver) {
        if (!leaver.gone().isDone()) {
            log.warn("socket {}: a plug did not let go within {}", contract, EMERGENCY);
            seats.stream().filter(seat -> seat.bound().isOf(leaver.provider())).forEach(this::drop);
            leaver.gone().complete(null);
        }
    }

    /** The one place that compares what is wanted with what is there. */
    private void turn() {
        if (!moving) {
            move();
        }
        leavers.stream().filter(leaver -> noneOf(leaver.provider())).forEach(this::release);
        leavers.removeIf(leaver -> leaver.gone().isDone());
        board.show(bound, refused, current, state, incoming);
        if (closing && !moving && seats.isEmpty()) {
            closed.complete(null);
        }
    }

    private boolean noneOf(PlugProvider<P, S> provider) {
        return seats.stream().noneMatch(seat -> seat.bound().isOf(provider));
    }

    private void release(Leaver<P, S> leaver) {
        leaver.gone().complete(null);
    }

    private void move() {
        var old = current;
        var next = target();
        if (old != null && old.isWithdrawn()) {
            empty(old, "its bundle stopped", EMERGENCY_GRACE);
        } else if (old != null && wanted.get().isEmpty()) {
            empty(old, "it is not wanted any more", host.grace());
        } else if (next.isPresent()) {
            open(next.get());
        } else if (old == null) {
            state = refused.isEmpty() ? State.EMPTY : State.FAILED;
        }
    }

    /** What is to be opened now; absent when there is nothing to do. */
    private Optional<Bound<P, S>> target() {
        var name = wanted.get();
        if (name.isEmpty() || current != null && current.bound().info().name().equals(name)) {
            return Optional.empty();
        }
        return bound.stream()
                .filter(known -> known.info().name().equals(name) && !refused.contains(known))
                .findFirst();
    }

    private void empty(Seat<P, S> old, String why, Duration grace) {
        begin(State.QUIESCING);
        host.lost(why);
        then(old.quiesce(grace), (quiet, failure) -> emptied(old, why, failure));
    }

    private void emptied(Seat<P, S> old, String why, @Nullable Throwable failure) {
        left = failure == null ? old.handover().orElse(null) : null;
        board.note(old.bound(), failure == null ? why : why + ": " + failure.getMessage());
        log.info("socket {}: {} let go, {}", contract, old.bound().name(), why);
        then(
                drop(old),
                (done, failed) -> {
                    current = null;
                    end();
                });
    }

    private void open(Bound<P, S> next) {
        begin(current == null ? State.OPENING : state);
        var begun = time.nanos();
        try {
            var fresh = new Seat<>(loop, host, next);
            incoming = fresh;
            seats.add(fresh);
            var probed =
                    vacate(next)
                            .thenCompose(handover -> fresh.activate(++epoch, handover))
                            .thenCompose(active -> fresh.probe());
            then(probed, (good, failure) -> decide(fresh, failure, begun));
        } catch (RuntimeException failure) {
            state = current == null ? State.FAILED : State.LIVE;
            refuse(next, failure);
            end();
        }
    }

    /** Steps 2 and 3 of a swap: the old plug becomes quiet and its sink dies. */
    private CompletionStage<Optional<Handover>> vacate(Bound<P, S> next) {
        var old = current;
        if (old == null) {
            return CompletableFuture.completedFuture(Optional.ofNullable(left));
        }
        state = State.QUIESCING;
        host.lost("it is replaced by " + next.name());
        return old.quiesce(host.grace())
                .handle(
                        (quiet, failure) -> {
                            if (failure != null && !old.isWithdrawn()) {
                                throw new PlugException("" + failure.getMessage(), failure);
                            }
                            state = State.HANDING_OVER;
                            var handover =
                                    failure == null ? old.handover() : Optional.ofNullable(left);
                            old.cut();
                            return handover;
                        });
    }

    private void decide(Seat<P, S> fresh, @Nullable Throwable failure, long begun) {
        incoming = null;
        var old = current;
        if (failure == null && !fresh.isWithdrawn()) {
            var millis = Duration.ofNanos(time.nanos() - begun).toMillis();
            left = null;
            install(fresh, "took over in " + millis + " ms");
            if (old != null) {
                drop(old);
            }
            end();
            return;
        }
        refuse(fresh.bound(), failure == null ? new PlugException("its bundle stopped") : failure);
        then(drop(fresh), (done, failed) -> back(old));
    }

    private void back(@Nullable Seat<P, S> old) {
        if (old == null || old.isWithdrawn()) {
            state = old == null ? State.FAILED : State.EMPTY;
            current = null;
            if (old != null) {
                drop(old);
            }
            end();
            return;
        }
        then(old.resume(++epoch), (works, failure) -> resumed(old, failure));
    }

    private void resumed(Seat<P, S> old, @Nullable Throwable failure) {
        if (failure == null) {
            install(old, "works again");
        } else {
            current = null;
            state = State.FAILED;
            drop(old);
            refuse(old.bound(), failure);
        }
        end();
    }

    private void install(Seat<P, S> seat, String note) {
        current = seat;
        state = State.LIVE;
        board.note(seat.bound(), note);
        log.info("socket {}: {} {}, epoch {}", contract, seat.bound().name(), note, seat.epoch());
        host.live(seat.live());
    }

    private void refuse(Bound<P, S> next, Throwable failure) {
        var cause = Stages.cause(failure);
        var why = cause.getMessage() == null ? cause.toString() : "" + cause.getMessage();
        log.warn("socket {}: {} is not used: {}", contract, next.name(), why);
        log.debug("socket {}: {} failed", contract, next.name(), cause);
        if (bound.contains(next)) {
            refused.add(next);
        }
        board.note(next, why);
        host.failed(next.info(), why);
    }

    private CompletionStage<Void> drop(Seat<P, S> seat) {
        var gone = seat.close();
        then(
                gone,
                (done, failure) -> {
                    seats.remove(seat);
                    turn();
                });
        return gone;
    }

    private <T> void then(
            CompletionStage<T> stage, BiConsumer<T, @Nullable Throwable> continuation) {
        stage.whenComplete(
                (value, failure) -> loop.execute(() -> continuation.accept(value, failure)));
    }

    private void begin(State next) {
        moving = true;
        state = next;
    }

    private void end() {
        moving = false;
        turn();
    }
}
