package io.skep.tck.consensus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.skep.consensus.ConsensusException.Reason;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rules of every plug, as far as they show in a consensus. */
@Timeout(120)
public abstract class PlugRules extends ConsensusBench {

    /** The ability of a plug that opens a port of its own. */
    private static final String OWNS_PORT = "OwnsPort";

    private static final Duration CLOSES_WITHIN = Duration.ofSeconds(5);
    private static final Duration GRACE = Duration.ofSeconds(5);

    /** For subclasses. */
    protected PlugRules() {}

    @Test
    void L_1_saysAlwaysTheSameOfItself() {
        var info = provider().info();

        assertEquals("consensus", info.contract());
        assertFalse(info.name().isEmpty());
        assertEquals(info, provider().info());
    }

    @Test
    void L_2_doesNothingWhenOpened() {
        var before = traces();

        var dormant = dormant();

        assertEquals(List.of(), leftSince(before));
        assertEquals(0, dormant.host().calls());
        assertFalse(Files.exists(home()), "files were made");
    }

    @Test
    void L_2_refusesVerbsWhenOnlyOpened() {
        var dormant = dormant();

        var failure = refused(() -> dormant.plug().propose(bytes("x"), patience()));

        assertEquals(Reason.CLOSED, failure.reason());
    }

    @Test
    void L_2_opensNoPortUnlessItSaysSo() throws Exception {
        assumeFalse(provider().info().abilities().contains(OWNS_PORT));
        var before = traces();

        var opened = leading();
        propose(opened, "x");

        assertEquals(List.of(), traces().socketsSince(before));
    }

    @Test
    void L_4_acceptsNothingNewWhenQuiet() throws Exception {
        var opened = leading();
        ask(() -> opened.plug().quiesce(GRACE));

        refused(() -> opened.plug().propose(bytes("x"), patience()));

        assertEquals(List.of(), opened.host().texts());
    }

    @Test
    void L_4_leavesNothingInFlightWhenQuiet() throws Exception {
        var opened = leading();
        var answers = texts("x", 50).stream().map(text -> proposed(opened, text)).toList();

        ask(() -> opened.plug().quiesce(GRACE));

        assertTrue(answers.stream().allMatch(answer -> answer.isDone()), "still in flight");
    }

    @Test
    void L_6_worksAgainAfterItWasQuiet() throws Exception {
        var opened = leading();
        propose(opened, "x");
        ask(() -> opened.plug().quiesce(GRACE));

        ask(() -> opened.plug().resume(nextEpoch()));
        var index = propose(leading(opened), "y");

        hears(opened, index);
    }

    @Test
    void L_7_closesWhenOnlyOpened() throws Exception {
        var before = traces();
        var opened = dormant();

        closeTwice(opened);

        assertEquals(List.of(), leftSince(before));
    }

    @Test
    void L_7_closesWhileItStarts() throws Exception {
        var before = traces();
        var opened = dormant();
        tell(() -> opened.plug().activate(nextEpoch(), Optional.empty()));

        closeTwice(opened);

        assertEquals(List.of(), leftSince(before));
    }

    @Test
    void L_7_closesInTheMiddleOfWork() throws Exception {
        var before = traces();
        var opened = leading();
        var answers = texts("x", 50).stream().map(text -> proposed(opened, text)).toList();

        closeTwice(opened);

        assertTrue(answers.stream().allMatch(answer -> answer.isDone()), "still in flight");
        assertEquals(List.of(), leftSince(before));
    }

    @Test
    void L_7_closesWhileItsHostIsBusy() throws Exception {
        var before = traces();
        var opened = leading();
        opened.host().hold();
        proposeAll(opened, texts("x", 50));

        closeTwice(opened);

        assertEquals(List.of(), leftSince(before));
    }

    @Test
    void L_7_closesWhenQuiet() throws Exception {
        var before = traces();
        var opened = leading();
        ask(() -> opened.plug().quiesce(GRACE));

        closeTwice(opened);

        assertEquals(List.of(), leftSince(before));
    }

    @Test
    void L_7_refusesVerbsAfterItWasClosed() throws Exception {
        var opened = leading();
        ask(opened.plug()::close);

        assertEquals(
                Reason.CLOSED,
                refused(() -> opened.plug().propose(bytes("x"), patience())).reason());
        assertEquals(Reason.CLOSED, refused(() -> opened.plug().readBarrier(patience())).reason());
        assertEquals(Reason.CLOSED, refused(() -> opened.plug().compact()).reason());
    }

    @Test
    void L_10_saysNothingAfterItWasClosed() throws Exception {
        var opened = leading();
        opened.host().hold();
        proposeAll(opened, texts("x", 100));
        ask(opened.plug()::close);
        int before = opened.host().calls();

        opened.host().release();
        leading();

        assertFalse(
                opened.host().waits(A_WHILE, () -> opened.host().calls() > before),
                "the sink was called after close");
    }

    private void closeTwice(Opened opened) throws Exception {
        long begin = System.nanoTime();
        ask(opened.plug()::close);
        var took = Duration.ofNanos(System.nanoTime() - begin);
        assertTrue(took.compareTo(CLOSES_WITHIN) <= 0, "closing took " + took);
        ask(opened.plug()::close);
    }
}
