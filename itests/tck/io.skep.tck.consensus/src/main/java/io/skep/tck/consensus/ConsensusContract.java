package io.skep.tck.consensus;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.skep.consensus.Consensus;
import io.skep.consensus.ConsensusException;
import io.skep.consensus.ConsensusException.Reason;
import io.skep.consensus.Entry;
import io.skep.consensus.Member;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * What every consensus must do, for a group of one. A test's name says the rule it checks.
 *
 * <p>To judge a plug, extend this and say how it is {@linkplain #provider opened}.
 */
public abstract class ConsensusContract extends PlugRules {

    private static final int MANY = 300;

    /** For subclasses. */
    protected ConsensusContract() {}

    @Test
    void CON_1_deliversEntriesInIndexOrderOncePerOpening() throws Exception {
        var opened = leading();
        var wanted = texts("x", MANY);

        var indexes = proposeAll(opened, wanted);
        hears(opened, indexes.get(MANY - 1));

        assertEquals(wanted, opened.host().texts());
        assertEquals(indexes, indexesOf(opened.host().entries()));
        assertIncreasing(indexes);
    }

    @Test
    void CON_1_goesOnWithHigherIndexesWhenReopened() throws Exception {
        var first = leading();
        var before = proposeAll(first, texts("x", 10));
        var second = reopened(first);
        assumeTrue(second.host().texts().size() >= 10, "it forgot; CON-8 says so");

        var after = proposeAll(second, texts("y", 10));
        hears(second, after.get(9));

        var all = new ArrayList<>(before);
        all.addAll(after);
        assertIncreasing(all);
        assertEquals(all, indexesOf(second.host().entries()));
        assertTermsNeverFall(second.host().entries());
    }

    @Test
    void CON_2_waitsForTheHostBeforeTheNextBatch() throws Exception {
        var opened = leading();
        opened.host().hold();

        // acknowledged though the host has applied nothing
        var indexes = proposeAll(opened, texts("x", MANY));
        hears(opened, indexes.get(0));
        ask(() -> opened.plug().readBarrier(patience()));

        assertEquals(List.of(), opened.host().wrongs());
        opened.host().release();
        hears(opened, indexes.get(MANY - 1));
        assertEquals(List.of(), opened.host().wrongs());
    }

    @Test
    void CON_3_refusesEntriesThatAreTooLarge() throws Exception {
        var opened = leading();

        assertThrows(
                IllegalArgumentException.class,
                () ->
                        ask(
                                () ->
                                        opened.plug()
                                                .propose(
                                                        new byte[Consensus.MAX_ENTRY_BYTES + 1],
                                                        patience())));

        hears(opened, propose(opened, "x"));
    }

    @Test
    void CON_3_saysThatItRanOutOfTime() throws Exception {
        var opened = leading();
        var answers = new ArrayList<Reason>();
        for (var text : texts("x", 20)) {
            tell(() -> opened.plug().propose(bytes(text), Duration.ofNanos(1)))
                    .handle((index, failure) -> failure)
                    .thenAccept(
                            failure -> {
                                if (failure instanceof ConsensusException known) {
                                    answers.add(known.reason());
                                }
                            });
        }

        hears(opened, propose(opened, "last"));

        assertTrue(
                answers.stream().allMatch(reason -> reason == Reason.TIMED_OUT),
                answers.toString());
    }

    @Test
    void CON_4_isNotBelowWhatWasAcknowledged() throws Exception {
        var opened = leading();
        for (var text : texts("x", 20)) {
            var acknowledged = propose(opened, text);

            var barrier = ask(() -> opened.plug().readBarrier(patience()));

            assertTrue(barrier >= acknowledged, barrier + " is below " + acknowledged);
            hears(opened, barrier);
        }
    }

    @Test
    void CON_4_isNotBelowWhatWasAcknowledgedBeforeItWasReopened() throws Exception {
        var first = leading();
        var acknowledged = propose(first, "x");
        var second = reopened(first);
        assumeTrue(second.host().texts().contains("x"), "it forgot; CON-8 says so");

        var barrier = ask(() -> second.plug().readBarrier(patience()));

        assertTrue(barrier >= acknowledged, barrier + " is below " + acknowledged);
        hears(second, barrier);
    }

    @Test
    void CON_4_isAnIndexTheHostHearsOf() throws Exception {
        var opened = leading();

        var barrier = ask(() -> opened.plug().readBarrier(patience()));

        assertEquals(0, barrier, "nothing was proposed");
    }

    @Test
    void CON_5_leavesEntriesAsTheyAre() throws Exception {
        var opened = leading();
        var all = new byte[256];
        for (int at = 0; at < all.length; at++) {
            all[at] = (byte) at;
        }
        var largest = new byte[Consensus.MAX_ENTRY_BYTES];
        largest[largest.length - 1] = 7;

        for (var entry : List.of(new byte[0], all, largest)) {
            var index = ask(() -> opened.plug().propose(entry, patience()));
            hears(opened, index);

            var got = opened.host().entries();
            assertArrayEquals(entry, got.get(got.size() - 1).bytes());
        }
    }

    @Test
    void CON_6_consistsOfItsOneMember() throws Exception {
        var opened = leading();
        var alone = opened.plug().members();

        ask(() -> opened.plug().changeMembers(alone, patience()));
        ask(() -> opened.plug().transferLeadership(MEMBER, patience()));

        assertEquals(List.of(MEMBER), alone.stream().map(Member::id).toList());
        assertEquals(alone, opened.plug().members());
        hears(opened, propose(opened, "x"));
    }

    @Test
    void CON_8_keepsWhatWasAcknowledged() throws Exception {
        var first = leading();
        var wanted = texts("x", MANY);
        proposeAll(first, wanted);

        var second = reopened(first);

        assertEquals(sorted(wanted), sorted(second.host().texts()));
    }

    @Test
    void CON_8_keepsWhatWasAcknowledgedBeforeItWasClosedInTheMiddleOfWork() throws Exception {
        var first = leading();
        var wanted = texts("x", MANY);
        var answers = wanted.stream().map(text -> proposed(first, text)).toList();
        await(answers.get(10));
        ask(first.plug()::close);
        var lost = new TreeSet<String>();
        for (int at = 0; at < MANY; at++) {
            if (!answers.get(at).isCompletedExceptionally()) {
                acknowledged(answers.get(at));
                lost.add(wanted.get(at));
            }
        }

        var second = again();

        lost.removeAll(second.host().texts());
        assertEquals(new TreeSet<String>(), lost);
    }

    @Test
    void CON_8_givesTheSnapshotAndThenTheRest() throws Exception {
        var first = leading();
        var old = texts("old", 20);
        hears(first, proposeAll(first, old).get(19));
        ask(first.plug()::compact);
        var rest = texts("rest", 5);
        proposeAll(first, rest);

        var second = reopened(first);

        assertEquals(1, second.host().installs(), "snapshots installed");
        assertEquals(
                sorted(rest), sorted(second.host().entries().stream().map(this::text).toList()));
        var all = new ArrayList<>(old);
        all.addAll(rest);
        assertEquals(sorted(all), sorted(second.host().texts()));
    }

    @Test
    void CON_8_compactsAgainAndAgain() throws Exception {
        var opened = leading();
        ask(opened.plug()::compact);
        var all = new ArrayList<String>();
        for (int round = 0; round < 5; round++) {
            var texts = texts("round" + round + "-", 10);
            all.addAll(texts);
            hears(opened, proposeAll(opened, texts).get(9));
            ask(opened.plug()::compact);
            ask(opened.plug()::compact);
        }

        var again = reopened(reopened(opened));

        assertEquals(sorted(all), sorted(again.host().texts()));
    }

    @Test
    void CON_8_keepsItsLogWhenTheHostCannotSave() throws Exception {
        var first = leading();
        first.host().refuseToSave();
        hears(first, proposeAll(first, texts("x", 10)).get(9));

        assertThrows(Exception.class, () -> ask(first.plug()::compact));
        propose(first, "y");
        var second = reopened(first);

        assertEquals(11, sorted(second.host().texts()).size());
    }

    @Test
    void CON_8_goesOnWhileTheHostSaves() throws Exception {
        var first = leading();
        hears(first, propose(first, "x"));
        var mayEnd = first.host().saveSlowly();
        var saved = tell(first.plug()::compact);

        propose(first, "y");
        assertFalse(saved.isDone(), "the host still saves");
        mayEnd.complete(null);
        await(saved);
        var second = reopened(first);

        assertEquals(sorted(List.of("x", "y")), sorted(second.host().texts()));
    }

    @Test
    void CON_9_leadsOnceTheHostHasEverything() throws Exception {
        var first = leading();
        hears(first, proposeAll(first, texts("x", 10)).get(9));
        ask(first.plug()::close);
        var second = dormant();
        second.host().hold();
        activated(second);
        assumeTrue(second.host().waits(() -> second.host().index() > 0), "it forgot");

        // time enough for whoever does not wait
        refused(() -> second.plug().propose(bytes("early"), Duration.ofMillis(500)));
        assertFalse(second.host().leads(), "leads before the host has everything");
        second.host().release();

        hears(second, propose(leading(second), "y"));
    }

    @Test
    void L_9_isTwoInOneProcess() throws Exception {
        var one = leading(activated(dormant(directory.resolve("one"))));
        assumeTrue(keepsHomesApart());
        var two = leading(activated(dormant(directory.resolve("two"))));

        hears(one, propose(one, "x"));
        hears(two, propose(two, "y"));

        assertEquals(List.of("x"), one.host().texts());
        assertEquals(List.of("y"), two.host().texts());
    }

    /** Whether members opened with different homes have nothing to do with one another. */
    protected boolean keepsHomesApart() {
        return true;
    }

    private String text(Entry entry) {
        return new String(entry.bytes(), StandardCharsets.ISO_8859_1);
    }

    private static TreeSet<String> sorted(List<String> texts) {
        return new TreeSet<>(texts);
    }

    private static List<Long> indexesOf(List<Entry> entries) {
        return entries.stream().map(Entry::index).toList();
    }

    private static void assertIncreasing(List<Long> indexes) {
        for (int at = 1; at < indexes.size(); at++) {
            assertTrue(indexes.get(at) > indexes.get(at - 1), "not increasing: " + indexes);
        }
    }

    private static void assertTermsNeverFall(List<Entry> entries) {
        for (int at = 1; at < entries.size(); at++) {
            assertTrue(entries.get(at).term() >= entries.get(at - 1).term(), "a term fell");
        }
    }
}
