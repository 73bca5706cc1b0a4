package io.skep.network.engine.internal;

import io.skep.lifecycle.MetricSink;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** How often networks and rules were set, and how long that took. Read by any thread. */
final class Tally {

    private final AtomicLong sets = new AtomicLong();
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicLong last = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();

    /** They are as they are to be. */
    void set(long took) {
        sets.incrementAndGet();
        nanos.addAndGet(took);
        last.set(took);
    }

    /** They are not. */
    void failed() {
        failures.incrementAndGet();
    }

    void tell(MetricSink sink) {
        sink.counter("network_rule_sets", "How often networks and rules were set.", sets.get());
        sink.counter("network_rule_set_seconds", "Time spent setting them.", seconds(nanos.get()));
        sink.gauge(
                "network_last_rule_set_seconds",
                "How long the last one took.",
                seconds(last.get()));
        sink.counter("network_rule_set_failures", "How often that failed.", failures.get());
    }

    private static double seconds(long nanos) {
        return (double) nanos / Duration.ofSeconds(1).toNanos();
    }
}
