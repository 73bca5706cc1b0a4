package io.skep.itests.sim;

import io.skep.seam.Cancellable;
import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.BooleanSupplier;

/**
 * Virtual time and everything that is to happen in it. Nothing happens but in {@link #step} and the
 * verbs built on it, on the thread that calls them.
 */
public final class SimKernel {

    /** When every simulation begins. */
    public static final Instant BEGIN = Instant.parse("2030-01-01T00:00:00Z");

    private final PriorityQueue<Event> queue = new PriorityQueue<>();
    private final Random random;
    private final long seed;
    private long nanos;
    private long events;
    private long steps;

    /** A world in which nothing is to happen yet. */
    public SimKernel(long seed) {
        this.seed = seed;
        this.random = new Random(seed);
    }

    /** The seams of a node. */
    public SimSeams node(String name) {
        return new SimSeams(this, name, Duration.ZERO);
    }

    /** The seams of a node whose wall clock is wrong by {@code skew}. */
    public SimSeams node(String name, Duration skew) {
        return new SimSeams(this, name, skew);
    }

    /** The number that replays this world. */
    public long seed() {
        return seed;
    }

    /** How long the world has existed. */
    public Duration elapsed() {
        return Duration.ofNanos(nanos);
    }

    /** How many steps were taken. */
    public long steps() {
        return steps;
    }

    /** Takes the next step. */
    public boolean step() {
        var next = queue.poll();
        if (next == null) {
            return false;
        }
        nanos = Math.max(nanos, next.nanos);
        steps++;
        next.run();
        return true;
    }

    /** Takes all steps that are due by now; time stands still. */
    public void settle() {
        runFor(Duration.ZERO);
    }

    /** Lets that much time pass, and takes the steps in it. */
    public void runFor(Duration span) {
        var end = nanos + span.toNanos();
        for (var next = queue.peek(); next != null && next.nanos <= end; next = queue.peek()) {
            step();
        }
        nanos = end;
    }

    /**
     * Takes steps until something holds.
     *
     * @throws AssertionError when it does not hold within {@code limit}; names the seed
     */
    public void runUntil(BooleanSupplier holds, Duration limit) {
        var end = nanos + limit.toNanos();
        while (!holds.getAsBoolean()) {
            var next = queue.peek();
            if (next == null || next.nanos > end) {
                throw new AssertionError(
                        "seed "
                                + seed
                                + ": does not hold after "
                                + limit
                                + " and "
                                + steps
                                + " steps");
            }
            step();
        }
    }

    /** A number from 0 to {@code bound - 1}, from the seed. */
    public int below(int bound) {
        return random.nextInt(bound);
    }

    /** A length of time from {@code least} to {@code most}, from the seed. */
    public Duration between(Duration least, Duration most) {
        var span = most.minus(least).toNanos();
        return least.plusNanos(span == 0 ? 0 : Math.floorMod(random.nextLong(), span));
    }

    /** Lets something happen, for scenarios and faults. */
    public Cancellable after(Duration delay, Runnable step) {
        var event = new Event(nanos + delay.toNanos(), tie(), ++events, step);
        queue.add(event);
        return event::cancel;
    }

    /** Lets something happen now, but not before an event that is already in the queue. */
    Event afterwards(Event before, Runnable step) {
        var tie = before.nanos == nanos ? Math.max(before.tie, tie()) : tie();
        var event = new Event(nanos, tie, ++events, step);
        queue.add(event);
        return event;
    }

    Event nothing() {
        return new Event(-1, 0, 0, () -> {});
    }

    Random fork() {
        return new Random(random.nextLong());
    }

    long nanos() {
        return nanos;
    }

    private int tie() {
        return random.nextInt();
    }

    /** Something that is to happen. */
    static final class Event implements Comparable<Event> {

        private final long nanos;
        private final int tie;
        private final long number;
        private Runnable step;

        Event(long nanos, int tie, long number, Runnable step) {
            this.nanos = nanos;
            this.tie = tie;
            this.number = number;
            this.step = step;
        }

        void cancel() {
            step = () -> {};
        }

        private void run() {
            step.run();
        }

        @Override
        public int compareTo(Event other) {
            var byTime = Long.compare(nanos, other.nanos);
            var byTie = byTime != 0 ? byTime : Integer.compare(tie, other.tie);
            return byTie != 0 ? byTie : Long.compare(number, other.number);
        }

        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return Long.hashCode(number);
        }
    }
}
