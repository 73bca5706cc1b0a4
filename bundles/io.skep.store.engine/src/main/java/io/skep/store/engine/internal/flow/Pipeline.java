package io.skep.store.engine.internal.flow;

import io.skep.model.State;
import io.skep.model.Writer;
import io.skep.seam.Cancellable;
import io.skep.seam.Loop;
import io.skep.store.Draft;
import io.skep.store.StoreException.Reason;
import io.skep.store.engine.internal.machine.Bundle;
import io.skep.store.engine.internal.machine.Drafted;
import io.skep.store.engine.internal.machine.Fate;
import io.skep.store.engine.internal.machine.Machine;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Updates on their way: each is drafted on what those before it will have made, and none waits for
 * another's commit to be drafted. If one falls out, all behind it are void on every member, and are
 * run again from the real state. Used on the store's loop.
 */
public final class Pipeline {

    /** How long an update waits for its commit. Source: swarm-behaviour RA-3 */
    public static final Duration PATIENCE = Duration.ofSeconds(25);

    /** How many updates may be on their way. Source: swarm-behaviour RA-1 */
    public static final int MAX_FLIGHTS = 256;

    /**
     * How many entries may be on their way; what is drafted meanwhile is one entry together. Few
     * clients have one each, many share, which costs managers a third less per update.
     */
    public static final int MAX_ENTRIES = 8;

    /** How many updates may wait to be run. */
    public static final int MAX_WAITING = 10_000;

    private static final Logger log = LoggerFactory.getLogger(Pipeline.class);
    private static final Duration PROPOSAL = Duration.ofSeconds(8);
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final Loop loop;
    private final Link link;
    private final Machine machine;
    private final Drafting drafting;
    private final Fences fences;
    private final Deque<Request<?>> waiting = new ArrayDeque<>();
    private final Deque<Flight> flights = new ArrayDeque<>();
    private final Departures departures = new Departures();
    private boolean elected;
    private boolean leads;
    private boolean doubt;
    private @Nullable Cancellable pause;
    private @Nullable Cancellable tick;

    /** Nothing on its way. */
    public Pipeline(Loop loop, Link link, Machine machine, Drafting drafting, Fences fences) {
        this.loop = loop;
        this.link = link;
        this.machine = machine;
        this.drafting = drafting;
        this.fences = fences;
    }

    /** An update is asked for. */
    public <R> void submit(Writer writer, Function<Draft, R> body, CompletableFuture<R> result) {
        var deadline = drafting.nanos() + PATIENCE.toNanos();
        var request = new Request<>(writer, body, result, deadline);
        if (!link.works()) {
            request.fail(Reason.CLOSED, "no consensus plug works on this node now");
        } else if (!elected) {
            request.fail(Reason.NOT_LEADER, "this node does not lead");
        } else if (waiting.size() >= MAX_WAITING) {
            result.completeExceptionally(
                    new RejectedExecutionException(waiting.size() + " updates are waiting"));
        } else {
            waiting.add(request);
            pump();
        }
    }

    /** Whether all members read entries of several transactions. */
    public void together(boolean allowed) {
        departures.together(allowed);
    }

    /** This node is going to lead: updates wait for it. */
    public void prepare() {
        elected = true;
    }

    /** This node leads from now on. */
    public void lead() {
        elected = true;
        leads = true;
        settle();
    }

    /** This node does not lead any more. What is on its way gets its answer from the plug. */
    public void follow() {
        elected = false;
        leads = false;
        fences.cancel();
        recall();
        drop(Reason.NOT_LEADER, "this node does not lead any more");
    }

    /** The plug is gone; it answers nothing any more. */
    public void lost() {
        elected = false;
        leads = false;
        fences.cancel();
        recall();
        flights.forEach(Flight::doubt);
        doubt = !flights.isEmpty();
        drop(Reason.CLOSED, "the consensus plug is gone");
    }

    private void drop(Reason reason, String message) {
        waiting.forEach(request -> request.fail(reason, message));
        waiting.clear();
    }

    /** Nothing is done any more. */
    public void close() {
        lost();
        flights.forEach(flight -> flight.request().fail(Reason.TIMED_OUT, "the store was closed"));
        flights.clear();
        if (tick != null) {
            tick.cancel();
        }
    }

    /** The draft that this entry came from, if it is the next that is awaited. */
    public @Nullable Drafted awaited(byte[] entry) {
        var first = flights.peek();
        var drafted = first == null ? null : first.drafted();
        return drafted != null && Arrays.equals(drafted.bytes(), entry) ? drafted : null;
    }

    /** Something was applied: answers those whose fate is known by now. */
    public void settle() {
        for (var first = flights.peek(); first != null; first = flights.peek()) {
            var drafted = first.drafted();
            var fate = drafted == null ? Fate.APPLIED : machine.fate(drafted);
            if (fate == Fate.OPEN) {
                break;
            } else if (fate == Fate.VOID) {
                redo(cut(first));
            } else {
                land(flights.remove(), fate);
            }
        }
        doubt = doubt && !flights.isEmpty();
        resolve();
        pump();
    }

    private static void land(Flight flight, Fate fate) {
        if (fate == Fate.APPLIED) {
            flight.land();
        } else {
            flight.request().fail(Reason.TIMED_OUT, "too much happened since to tell");
        }
    }

    /** While a fate is unknown, nothing is drafted on it; a fence settles it. */
    private void resolve() {
        var first = flights.peek();
        if (leads && first != null && first.doubtful() && !fences.raising()) {
            log.debug("store: a proposal's fate is unknown; raises a fence");
            fences.raise(this::settle);
        }
    }

    private void pump() {
        while (leads && !doubt && pause == null && flights.size() < MAX_FLIGHTS) {
            var request = waiting.poll();
            if (request == null) {
                break;
            }
            if (!request.done()) {
                depart(request);
            }
        }
        send();
        if (tick == null && !(waiting.isEmpty() && flights.isEmpty())) {
            tick = loop.schedule(TICK, this::tick);
        }
    }

    private void depart(Request<?> request) {
        var before = flights.peekLast();
        State base = before == null ? machine.state() : before.after();
        var flight = drafting.run(request, base, before == null ? machine.last() : before.last());
        var drafted = flight.drafted();
        if (drafted == null && before == null) {
            flight.land();
            return;
        }
        flights.add(flight);
        if (drafted != null) {
            departures.add(flight);
        }
    }

    private void send() {
        var leaving = departures.next(flights.peek());
        while (!leaving.isEmpty()) {
            propose(leaving);
            leaving = departures.next(flights.peek());
        }
    }

    private void propose(List<Flight> leaving) {
        var first = leaving.get(0);
        link.propose(Bundle.of(leaving.stream().map(Flight::bytes).toList()), PROPOSAL)
                .whenComplete(
                        (index, failure) -> {
                            if (failure != null) {
                                loop.execute(() -> failed(first, failure));
                            }
                        });
    }

    /** What was not proposed yet does not leave: nothing is to come after an unknown fate. */
    private void recall() {
        var first = departures.first();
        if (first != null) {
            redo(cut(first));
        }
    }

    private void failed(Flight flight, Throwable failure) {
        if (!flights.contains(flight)) {
            return;
        }
        switch (Failures.reason(failure)) {
            case NOT_LEADER -> refuse(cut(flight));
            case OVERLOADED -> {
                redo(cut(flight));
                rest();
            }
            case TIMED_OUT, CLOSED -> {
                recall();
                flight.doubt();
                doubt = true;
                resolve();
            }
        }
    }

    /** Takes a flight out, and all that were drafted on it. */
    private List<Flight> cut(Flight first) {
        var kept = new ArrayList<Flight>();
        while (flights.peek() != first) {
            kept.add(flights.remove());
        }
        var out = List.copyOf(flights);
        flights.clear();
        flights.addAll(kept);
        departures.cut(flights.peekLast());
        doubt = kept.stream().anyMatch(Flight::doubtful);
        return out;
    }

    private void redo(List<Flight> out) {
        if (!leads) {
            refuse(out);
            return;
        }
        for (int at = out.size() - 1; at >= 0; at--) {
            waiting.addFirst(out.get(at).request());
        }
    }

    private static void refuse(List<Flight> out) {
        out.forEach(flight -> flight.request().fail(Reason.NOT_LEADER, "this node does not lead"));
    }

    private void rest() {
        if (pause == null) {
            pause =
                    loop.schedule(
                            PAUSE,
                            () -> {
                                pause = null;
                                pump();
                            });
        }
    }

    /** Tells callers whose time is up. What was proposed stays in its place, with its fate open. */
    private void tick() {
        tick = null;
        var now = drafting.nanos();
        for (var flight : flights) {
            if (flight.request().expired(now)) {
                flight.doubt();
                doubt = true;
            }
        }
        if (doubt) {
            recall();
        }
        waiting.removeIf(request -> request.done() || request.expired(now));
        forget();
        resolve();
        pump();
    }

    /** Nobody waits for them, and nothing will be drafted on them. */
    private void forget() {
        if (!leads && flights.stream().allMatch(flight -> flight.request().done())) {
            flights.clear();
            doubt = false;
        }
    }
}
