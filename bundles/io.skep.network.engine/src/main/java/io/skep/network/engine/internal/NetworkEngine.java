package io.skep.network.engine.internal;

import io.skep.lifecycle.DutyContext;
import io.skep.model.NetworkId;
import io.skep.model.net.Link;
import io.skep.model.net.Wiring;
import io.skep.network.engine.internal.socket.Berth;
import io.skep.network.spi.Balancer;
import io.skep.network.spi.Made;
import io.skep.network.spi.NetworkDriver;
import io.skep.network.spi.NetworkSink;
import io.skep.seam.Cancellable;
import io.skep.seam.Loop;
import io.skep.slice.Slice;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the networks of the slice's wiring made, then the rules, and tells the slice. One wish at a
 * time; what changes meanwhile comes next, as one. Level-triggered, and asks again now and then, so
 * that what somebody removed comes back. Owned by its loop.
 */
final class NetworkEngine implements NetworkSink {

    private static final Logger log = LoggerFactory.getLogger(NetworkEngine.class);
    private static final Duration TICK = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Whoever leaves waits no longer for networks to go. */
    private static final Duration CLEARING = Duration.ofSeconds(8);

    private static final Duration AGAIN = Duration.ofSeconds(1);

    /** A driver that is replaced is away no longer; until then its networks work on. */
    private static final Duration EXCHANGE = Duration.ofSeconds(15);

    /** What this node knew before its process started may be old: its manager comes first. */
    private static final Duration HEARSAY = Duration.ofSeconds(5);

    private final DutyContext context;
    private final Slice slice;
    private final Tally tally;
    private final Loop loop;
    private final Berth<NetworkDriver> drivers;
    private final Berth<Balancer> balancers;
    private Cancellable watch = () -> {};
    private Cancellable tick = () -> {};
    private @Nullable Wiring done;
    private SortedMap<NetworkId, Link> links = Collections.emptySortedMap();
    private Optional<Runnable> atRest = Optional.empty();
    private String trouble = "";
    private Cancellable bereft = () -> {};
    private long attempt;
    private long begun;
    private boolean busy;
    private boolean stale;
    // whether what is so already is to be asked for as well
    private boolean anew;
    private boolean leaving;
    private boolean cleared;
    private boolean waited;

    NetworkEngine(
            DutyContext context,
            Slice slice,
            Berth<NetworkDriver> drivers,
            Berth<Balancer> balancers,
            Tally tally) {
        this.tally = tally;
        this.context = context;
        this.slice = slice;
        this.loop = context.seams().loop("network");
        this.drivers = drivers;
        this.balancers = balancers;
    }

    CompletionStage<Void> start() {
        return loop.on(slice.ready()).thenRun(this::begin);
    }

    private void begin() {
        drivers.open(context, loop, this, this::plugsChanged);
        balancers.open(context, loop, this, this::plugsChanged);
        watch = slice.watch(loop, this::turn);
        tick = loop.schedule(TICK, this::tick);
        loop.schedule(HEARSAY, this::believe);
        offer();
    }

    private void believe() {
        waited = true;
        turn();
    }

    private void plugsChanged() {
        offer();
        again();
    }

    /** Whoever offers no networks any more loses those it has: not for a moment without a plug. */
    private void offer() {
        bereft.cancel();
        if (drivers.plug().isPresent()) {
            slice.overlay(true);
            drivers.plug().ifPresent(driver -> slice.cipher(driver.cipher()));
        } else {
            bereft = loop.schedule(EXCHANGE, () -> slice.overlay(false));
        }
    }

    @Override
    public void disturbed(String why) {
        loop.execute(
                () -> {
                    log.info("networks: looked at again, {}", why);
                    again();
                });
    }

    private void tick() {
        tick = loop.schedule(TICK, this::tick);
        again();
    }

    private void again() {
        anew = true;
        turn();
    }

    /** The one place that decides what is next. */
    private void turn() {
        var wish = leaving ? Wiring.EMPTY : Hush.over(slice.wiring(), slice.hushed());
        if (busy) {
            stale = true;
        } else if (!anew && wish.equals(done) || !heard(wish) || cleared) {
            log.trace("networks: nothing to do for wiring {}", wish.number());
        } else if (!anew && done != null && alike(wish, done)) {
            realised(wish);
        } else if (drivers.plug().isPresent()) {
            make(drivers.plug().get(), wish);
        } else if (wish.spans().isEmpty()) {
            anew = false;
            realised(wish);
        }
    }

    /** Whether there is nothing to make of it: passages are for tasks to read. */
    private static boolean alike(Wiring wish, Wiring done) {
        return wish.port() == done.port()
                && wish.spans().equals(done.spans())
                && wish.endpoints().equals(done.endpoints())
                && wish.frontends().equals(done.frontends());
    }

    /**
     * After a restart nothing is known until a manager says it, or the disk; that is no wish to
     * have no networks. What the disk says is older than what the kernel does, as a rule.
     */
    private boolean heard(Wiring wish) {
        return leaving || wish.number() > 0 && (waited || slice.wiringHeard());
    }

    private void make(NetworkDriver driver, Wiring wish) {
        busy = true;
        stale = false;
        anew = false;
        begun = context.seams().time().nanos();
        then(() -> driver.make(context.node(), wish), made -> balance(wish, made));
    }

    private void balance(Wiring wish, Made made) {
        links = made.links();
        drivers.plug().ifPresent(driver -> slice.cipher(driver.cipher()));
        slice.refuse(made.refused());
        var balancer = balancers.plug();
        if (balancer.isPresent()) {
            then(
                    () ->
                            balancer.get()
                                    .balance(context.node(), wish, links)
                                    .thenApply(nothing -> true),
                    good -> ended(wish));
        } else if (wish.frontends().isEmpty()) {
            ended(wish);
        } else {
            slice.linked(links);
            failed(new IllegalStateException("there is no balancer"));
        }
    }

    private void ended(Wiring wish) {
        tally.set(context.seams().time().nanos() - begun);
        busy = false;
        trouble = "";
        cleared = leaving;
        slice.linked(links);
        realised(wish);
        atRest.ifPresent(Runnable::run);
        if (stale) {
            turn();
        }
    }

    private void realised(Wiring wish) {
        done = wish;
        if (!leaving) {
            slice.realised(wish.number());
        }
    }

    private void failed(Throwable failure) {
        tally.failed();
        var why = failure.getMessage() == null ? failure.toString() : "" + failure.getMessage();
        if (!why.equals(trouble)) {
            log.warn("networks: not so as they are to be: {}", why);
            trouble = why;
        }
        loop.schedule(AGAIN, this::retry);
    }

    private void retry() {
        busy = false;
        again();
    }

    private <T> void then(Supplier<CompletionStage<T>> verb, Consumer<T> next) {
        long mine = ++attempt;
        var alarm = loop.schedule(PATIENCE, () -> late(mine));
        asked(verb)
                .whenComplete(
                        (value, failure) ->
                                loop.execute(
                                        () -> {
                                            alarm.cancel();
                                            answered(mine, value, failure, next);
                                        }));
    }

    private <T> void answered(
            long mine, @Nullable T value, @Nullable Throwable failure, Consumer<T> next) {
        if (mine != attempt) {
            return;
        }
        if (failure != null) {
            failed(cause(failure));
        } else if (value != null) {
            next.accept(value);
        }
    }

    private void late(long mine) {
        if (mine == attempt) {
            attempt++;
            failed(new IllegalStateException("not done within " + PATIENCE.toSeconds() + " s"));
        }
    }

    private static <T> CompletionStage<T> asked(Supplier<CompletionStage<T>> verb) {
        try {
            return verb.get();
        } catch (RuntimeException failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    private static Throwable cause(Throwable failure) {
        var at = failure;
        while (at instanceof CompletionException && at.getCause() != null) {
            at = at.getCause();
        }
        return at;
    }

    /** The node leaves its cluster: when it stops, nothing of the networks stays. Any thread. */
    void leave() {
        loop.execute(() -> leaving = true);
    }

    /** Ends; networks stay for containers, unless the node leaves. */
    CompletionStage<Void> stop(Duration grace) {
        var quiet = new CompletableFuture<Void>();
        loop.execute(
                () -> {
                    watch.cancel();
                    tick.cancel();
                    bereft.cancel();
                    settle(quiet, grace);
                });
        return loop.on(quiet)
                .thenCompose(nothing -> drivers.close())
                .thenCompose(nothing -> balancers.close())
                .thenRun(loop::close);
    }

    private void settle(CompletableFuture<Void> quiet, Duration grace) {
        if (!leaving || drivers.plug().isEmpty()) {
            quiet.complete(null);
            return;
        }
        atRest = Optional.of(() -> quiet.complete(null));
        var most = grace.compareTo(CLEARING) < 0 ? grace : CLEARING;
        loop.schedule(most.multipliedBy(3).dividedBy(4), () -> quiet.complete(null));
        again();
    }
}
