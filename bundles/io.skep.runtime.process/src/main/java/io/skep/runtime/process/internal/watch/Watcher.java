package io.skep.runtime.process.internal.watch;

import io.skep.lifecycle.PlugContext;
import io.skep.runtime.process.internal.box.Box;
import io.skep.runtime.spi.Handle;
import io.skep.runtime.spi.Health;
import io.skep.runtime.spi.Observed;
import io.skep.runtime.spi.RuntimeSink;
import io.skep.seam.Cancellable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at all boxes in turn, round after round, and tells the host what is new: ends and health.
 * Also notes how long their outputs are. Used on the loop.
 */
public final class Watcher {

    private static final Logger log = LoggerFactory.getLogger(Watcher.class);
    private static final Duration ROUND = Duration.ofMillis(200);

    private record Look(Watched watched, Observed seen) {}

    private final PlugContext<RuntimeSink> context;
    private final SortedMap<String, Watched> boxes = new TreeMap<>();
    private final Checks checks = new Checks();
    private Cancellable next = () -> {};
    private boolean works;
    private boolean looking;

    /** A watcher of nothing. */
    public Watcher(PlugContext<RuntimeSink> context) {
        this.context = context;
    }

    /** Begins, or goes on after it was stopped. */
    public void start() {
        if (!works) {
            works = true;
            again();
        }
    }

    /** Says nothing more. */
    public void stop() {
        works = false;
        next.cancel();
        checks.close();
    }

    /** Watches a box from now on. */
    public void add(Handle handle, Box box) {
        boxes.computeIfAbsent(box.name(), name -> new Watched(handle, box));
    }

    /** Watches it no more. */
    public void remove(String name) {
        boxes.remove(name);
    }

    /** What its checks say. */
    public Health health(String name) {
        var watched = boxes.get(name);
        return watched == null ? Health.NONE : watched.health();
    }

    /** A look that is still under way from before a stop goes on by itself. */
    private void again() {
        if (works && !looking) {
            next = context.loop().schedule(ROUND, this::round);
        }
    }

    private void round() {
        looking = true;
        var all = boxes.values().stream().filter(watched -> !watched.hasEnded()).toList();
        var looks =
                all.isEmpty()
                        ? context.loop().on(CompletableFuture.completedFuture(List.<Look>of()))
                        : context.loop()
                                .on(context.seams().workers().run("watch", () -> look(all)));
        looks.whenComplete((found, failure) -> told(found, failure));
    }

    private List<Look> look(List<Watched> all) {
        var looks = new ArrayList<Look>();
        for (var watched : all) {
            try {
                // first the end, then the length: nothing is written after the end
                var seen = watched.box().look(watched.health());
                watched.mark(context.seams().time().now());
                looks.add(new Look(watched, seen));
            } catch (IOException | UncheckedIOException unreadable) {
                // removed meanwhile, or a full disk: the next round looks again
                log.debug("process {}: cannot look", watched.box().name(), unreadable);
            }
        }
        return looks;
    }

    private void told(@Nullable List<Look> looks, @Nullable Throwable failure) {
        looking = false;
        if (works) {
            compare(looks, failure);
            again();
        }
    }

    private void compare(@Nullable List<Look> looks, @Nullable Throwable failure) {
        if (looks == null) {
            log.warn("runtime process: cannot look at its boxes", failure);
        } else {
            looks.stream()
                    .filter(look -> boxes.get(look.watched().box().name()) == look.watched())
                    .forEach(this::compare);
        }
    }

    private void compare(Look look) {
        var watched = look.watched();
        if (watched.isNews(look.seen())) {
            context.sink().changed(watched.handle(), look.seen());
        }
        var vitals = watched.vitals();
        if (vitals != null && watched.beginsChecking(look.seen())) {
            await(watched, vitals);
        }
    }

    private void await(Watched watched, Vitals vitals) {
        context.loop().schedule(vitals.pause(), () -> check(watched, vitals));
    }

    private void check(Watched watched, Vitals vitals) {
        if (!works || watched.hasEnded() || !boxes.containsValue(watched)) {
            watched.endsChecking();
            return;
        }
        var recipe = watched.box().recipe();
        var check =
                context.seams().workers().run("check", () -> checks.run(recipe, vitals.timeout()));
        context.loop()
                .on(check)
                .whenComplete(
                        (passed, failure) -> {
                            if (failure == null && passed) {
                                vitals.passed();
                            } else if (works) {
                                vitals.failed();
                            }
                            await(watched, vitals);
                        });
    }
}
