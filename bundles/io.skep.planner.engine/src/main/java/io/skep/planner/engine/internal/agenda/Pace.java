package io.skep.planner.engine.internal.agenda;

import java.time.Duration;

/**
 * When a turn begins: at once for the first event of an idle belt, else when nothing came for 50
 * ms, but not later than a second after the first event. Source: swarm-behaviour SC-1; that the
 * first one does not wait is ours: a lone {@code service create} is answered at once.
 */
public final class Pace {

    static final Duration QUIET = Duration.ofMillis(50);
    static final Duration PATIENCE = Duration.ofSeconds(1);

    private long lastTurn;
    private long first;
    private long last;
    private boolean waiting;
    private boolean hurried;

    /** A belt that was idle for long. */
    public Pace(long nanos) {
        lastTurn = nanos - QUIET.toNanos();
    }

    /** Something happened. */
    public void event(long nanos) {
        if (!waiting) {
            waiting = true;
            first = nanos;
        }
        last = nanos;
    }

    /** Work was left because there was much of it: the next turn waits for nothing. */
    public void hurry() {
        hurried = true;
    }

    /** A turn begins: it has seen every event so far. */
    public void begun() {
        waiting = false;
        hurried = false;
    }

    /** A turn ended, its draft is committed. */
    public void ended(long nanos) {
        lastTurn = nanos;
    }

    /** How long to wait still; zero when a turn may begin. */
    public Duration delay(long nanos) {
        if (hurried || !waiting || first - lastTurn >= QUIET.toNanos()) {
            return Duration.ZERO;
        }
        long quiet = last + QUIET.toNanos() - nanos;
        long patience = first + PATIENCE.toNanos() - nanos;
        return Duration.ofNanos(Math.max(0, Math.min(quiet, patience)));
    }
}
