package io.skep.itests.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.itests.history.Operation.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A thousand correct histories, and a thousand of every flaw. Source: consensus-and-faults 4.2 */
class JudgeTest {

    private static final int COUNT = 1_000;
    private final Judge judge = new Judge();

    @Test
    void acceptsEveryCorrectHistory() {
        for (long seed = 0; seed < COUNT; seed++) {
            var sample = Sample.of(seed);

            assertEquals(
                    List.of(), judge.faults(sample.history(), sample.replicas()), "seed " + seed);
        }
    }

    @ParameterizedTest
    @EnumSource
    void rejectsEveryFlaw(Flaw flaw) {
        int found = 0;
        for (long seed = 0; found < COUNT; seed++) {
            assertTrue(seed < 4 * COUNT, "too few samples have a place for it: " + found);
            var flawed = flaw.in(Sample.of(seed));
            if (flawed.isPresent()) {
                found++;
                assertFalse(
                        judge.faults(flawed.get().history(), flawed.get().replicas()).isEmpty(),
                        "seed " + seed);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SWAPPED_ORDER")
    void theSearchAloneRejectsWhatClientsCanSee(Flaw flaw) {
        int found = 0;
        for (long seed = 0; found < COUNT; seed++) {
            assertTrue(seed < 4 * COUNT, "too few samples have a place for it: " + found);
            var flawed = flaw.in(Sample.of(seed)).map(it -> withoutRevisions(it.history()));
            if (flawed.isPresent()) {
                found++;
                assertFalse(judge.faults(flawed.get()).isEmpty(), "seed " + seed);
            }
        }
    }

    private static List<Operation> withoutRevisions(List<Operation> history) {
        return history.stream()
                .map(
                        it ->
                                new Operation(
                                        it.key(),
                                        it.verb(),
                                        it.expected(),
                                        it.value(),
                                        it.outcome(),
                                        0,
                                        it.invoked(),
                                        it.returned()))
                .toList();
    }

    @Test
    void aWriteWithoutAnAnswerMayHappenLateOrNever() {
        var clock = new AtomicLong();
        var history = new History(clock::incrementAndGet);
        history.write("k", "late").unknown();
        history.read("k").saw("", 0);
        history.write("k", "never").unknown();
        history.read("k").saw("late", 0);

        assertEquals(List.of(), judge.faults(history.operations()));
    }

    @Test
    void whatFailedMustNotBeSeen() {
        var clock = new AtomicLong();
        var history = new History(clock::incrementAndGet);
        history.write("k", "not").failed();
        history.read("k").saw("not", 0);

        assertFalse(judge.faults(history.operations()).isEmpty());
    }

    @Test
    void aHistoryThatIsTooWideIsNotAccepted() {
        var clock = new AtomicLong();
        var history = new History(clock::incrementAndGet);
        var open = new ArrayList<History.Open>();
        for (int number = 0; number < 65; number++) {
            open.add(history.write("k", "v" + number));
        }
        open.forEach(it -> it.written(0));

        assertTrue(judge.faults(history.operations()).get(0).contains("undecided"));
    }

    @Test
    void aSearchThatTakesTooLongIsNotAccepted() {
        var clock = new AtomicLong();
        var history = new History(clock::incrementAndGet);
        var open = new ArrayList<History.Open>();
        for (int number = 0; number < 30; number++) {
            open.add(history.write("k", "v" + number));
        }
        open.forEach(it -> it.written(0));
        history.read("k").saw("of nobody", 0);

        var faults = new Judge(Duration.ofMillis(50)).faults(history.operations());

        assertTrue(faults.get(0).contains("undecided"), "" + faults);
    }

    @Test
    void replicasThatDifferAreAtFault() {
        var clock = new AtomicLong();
        var history = new History(clock::incrementAndGet);
        history.write("k", "v").written(1);
        var one = List.of(new Applied(1, "k", "v"));

        assertEquals(List.of(), judge.faults(history.operations(), List.of(one, one)));
        assertEquals(
                1, judge.faults(history.operations(), List.of(one, List.<Applied>of())).size());
        assertEquals(Outcome.DONE, history.operations().get(0).outcome());
    }
}
