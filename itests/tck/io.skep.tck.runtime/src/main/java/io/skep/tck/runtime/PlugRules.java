package io.skep.tck.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rules of every plug, as far as they show in a runtime. */
@Timeout(120)
public abstract class PlugRules extends RuntimeBench {

    private static final Duration CLOSES_WITHIN = Duration.ofSeconds(5);
    private static final Duration GRACE = Duration.ofSeconds(5);

    /** For subclasses. */
    protected PlugRules() {}

    @Test
    void L_2_doesNothingWhenOpened() {
        var before = Traces.now();

        var dormant = dormant();

        assertEquals(List.of(), leftSince(before));
        assertEquals(0, dormant.heard().calls());
    }

    @Test
    void L_4_acceptsNothingNewWhenQuiet() throws Exception {
        var opened = active();
        ask(() -> opened.plug().quiesce(GRACE));

        var failure = refused(() -> opened.plug().prepare(workload(programs().sleeps())));

        assertTrue(failure.isTemporary(), "another runtime can do it: " + failure.getMessage());
    }

    @Test
    void L_4_leavesNothingInFlightWhenQuiet() throws Exception {
        var opened = active();
        var running = workload(programs().sleeps());
        var handle = prepare(opened, running);
        var started = new CompletableFuture<Object>();
        ask(
                () -> {
                    opened.plug()
                            .start(handle)
                            .whenComplete((seen, error) -> started.complete(handle));
                    return opened.plug().quiesce(GRACE);
                });

        assertTrue(started.isDone(), "the start was still in flight");
    }

    @Test
    void L_6_worksAgainAfterItWasQuiet() throws Exception {
        var opened = active();
        ask(() -> opened.plug().quiesce(GRACE));

        ask(() -> opened.plug().resume(nextEpoch()));

        prepare(opened, workload(programs().sleeps()));
    }

    @Test
    void L_7_closesWhenOnlyOpened() throws Exception {
        var before = Traces.now();
        var opened = dormant();

        closeTwice(opened);

        assertEquals(List.of(), leftSince(before));
    }

    @Test
    void L_7_closesInTheMiddleOfWork() throws Exception {
        var before = Traces.now();
        var opened = active();
        start(opened, programs().sleeps());

        closeTwice(opened);

        assertEquals(List.of(), leftSince(before));
    }

    @Test
    void L_7_closesWhenQuiet() throws Exception {
        var before = Traces.now();
        var opened = active();
        ask(() -> opened.plug().quiesce(GRACE));

        closeTwice(opened);

        assertEquals(List.of(), leftSince(before));
    }

    @Test
    void L_7_refusesVerbsAfterItWasClosed() throws Exception {
        var opened = active();
        var handle = prepare(opened, workload(programs().sleeps()));
        ask(opened.plug()::close);

        var failure = refused(() -> opened.plug().start(handle));

        assertTrue(failure.isTemporary(), "another runtime can do it: " + failure.getMessage());
    }

    @Test
    void L_10_saysNothingAfterItWasClosed() throws Exception {
        var closed = active();
        var successor = active();
        var handle = start(closed, programs().sleeps());
        ask(closed.plug()::close);
        int before = closed.heard().calls();

        ask(() -> successor.plug().adopt(handle));
        ask(() -> successor.plug().stop(handle, Duration.ZERO));
        ask(() -> successor.plug().remove(handle));

        assertEquals(before, closed.heard().calls(), "calls of the sink after close");
    }

    private void closeTwice(Opened opened) throws Exception {
        long begin = System.nanoTime();
        ask(opened.plug()::close);
        var took = Duration.ofNanos(System.nanoTime() - begin);
        assertTrue(took.compareTo(CLOSES_WITHIN) <= 0, "closing took " + took);
        ask(opened.plug()::close);
    }
}
