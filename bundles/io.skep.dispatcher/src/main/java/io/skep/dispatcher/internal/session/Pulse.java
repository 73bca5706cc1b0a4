package io.skep.dispatcher.internal.session;

import io.skep.model.NodeId;
import io.skep.seam.Cancellable;
import io.skep.seam.Loop;
import io.skep.seam.Time;
import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * When nodes must be heard of. Looks at the clock a few times a second: when it comes late itself,
 * this manager was starved and not the nodes, and everybody gets that much more time. Belongs to
 * its loop. Source: swarm-behaviour DI-1.
 */
public final class Pulse {

    private static final Duration TICK = Duration.ofMillis(250);
    private static final long LATE = Duration.ofMillis(50).toNanos();

    private record Expected(long since, long until, String otherwise) {

        /** So much later, but not more than the time it has been expected. */
        private Expected later(long late, long now) {
            return new Expected(since, until + Math.min(late, now - since), otherwise);
        }
    }

    private final Loop loop;
    private final Time time;
    private final BiConsumer<NodeId, String> missed;
    private final SortedMap<NodeId, Expected> expected = new TreeMap<>();
    private Cancellable next = () -> {};
    private boolean ticking;
    private long due;

    /** Tells which node was not heard of in time, and why it should have been. */
    public Pulse(Loop loop, Time time, BiConsumer<NodeId, String> missed) {
        this.loop = loop;
        this.time = time;
        this.missed = missed;
    }

    /** The node must be heard of again within that time. */
    public void expect(NodeId node, Duration within, String otherwise) {
        var now = time.nanos();
        expected.put(node, new Expected(now, now + within.toNanos(), otherwise));
        if (!ticking) {
            schedule(now);
        }
    }

    /** Nothing is expected of the node any more. */
    public void forget(NodeId node) {
        expected.remove(node);
    }

    /** Nothing is expected of anybody any more. */
    public void end() {
        next.cancel();
        ticking = false;
        expected.clear();
    }

    private void schedule(long now) {
        ticking = true;
        due = now + TICK.toNanos();
        next = loop.schedule(TICK, this::tick);
    }

    private void tick() {
        ticking = false;
        var now = time.nanos();
        var late = now - due;
        if (late > LATE) {
            expected.replaceAll((node, moment) -> moment.later(late, now));
        }
        var over = new TreeMap<>(expected);
        over.values().removeIf(moment -> moment.until() - now > 0);
        over.forEach(this::miss);
        if (!ticking && !expected.isEmpty()) {
            schedule(now);
        }
    }

    private void miss(NodeId node, Expected moment) {
        if (expected.remove(node, moment)) {
            missed.accept(node, moment.otherwise());
        }
    }
}
