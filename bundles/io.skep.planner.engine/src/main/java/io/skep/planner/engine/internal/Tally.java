package io.skep.planner.engine.internal;

import io.skep.lifecycle.MetricSink;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** How much was planned since the process began. Counted by one loop, read by any thread. */
final class Tally {

    private final AtomicLong turns = new AtomicLong();
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicLong longest = new AtomicLong();
    private final AtomicLong changes = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();

    /** A turn was planned. */
    void turn(long took, int changed) {
        turns.incrementAndGet();
        nanos.addAndGet(took);
        longest.accumulateAndGet(took, Math::max);
        changes.addAndGet(changed);
    }

    /** A draft was lost. */
    void lost() {
        lost.incrementAndGet();
    }

    void tell(MetricSink sink) {
        sink.counter("planner_turns", "Turns of the planner on this node.", turns.get());
        sink.counter("planner_turn_seconds", "Time spent planning.", seconds(nanos.get()));
        sink.gauge("planner_longest_turn_seconds", "The longest turn.", seconds(longest.get()));
        sink.counter("planner_changes", "Changes that turns decided.", changes.get());
        sink.counter("planner_lost_drafts", "Drafts that could not be committed.", lost.get());
    }

    private static double seconds(long nanos) {
        return (double) nanos / Duration.ofSeconds(1).toNanos();
    }
}
