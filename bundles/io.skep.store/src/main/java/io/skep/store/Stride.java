package io.skep.store;

import java.time.Duration;

/**
 * How much somebody who writes a lot has on its way at once. Everybody's reads and updates come
 * after what was sent before them, so whoever sends all of it at once makes all others wait for all
 * of it. The stride grows while commits are quick, and is halved by a slow one: a manager that is
 * busy or has just started answers in between, one that is not takes large steps. One thread.
 */
public final class Stride {

    private static final int LEAST = 20;
    private static final int FIRST = 80;
    private static final Duration QUICK = Duration.ofMillis(50);
    private static final Duration SLOW = Duration.ofMillis(150);

    private final int most;
    private int changes;

    /**
     * Of somebody of whom nothing is known yet.
     *
     * @param most what is never too much
     */
    public Stride(int most) {
        this.most = most;
        this.changes = Math.min(FIRST, most);
    }

    /** So many changes may be on their way; at least 20, or the most. */
    public int changes() {
        return changes;
    }

    /** So many were committed so long after they were sent. */
    public void took(int some, Duration time) {
        if (time.compareTo(SLOW) > 0) {
            changes = Math.max(Math.min(LEAST, most), changes / 2);
        } else if (time.compareTo(QUICK) < 0) {
            changes = Math.min(most, changes + some);
        }
    }
}
