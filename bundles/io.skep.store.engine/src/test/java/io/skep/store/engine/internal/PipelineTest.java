package io.skep.store.engine.internal;

import static io.skep.store.engine.internal.Rig.outcome;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.model.ConfigId;
import io.skep.model.Part;
import io.skep.model.Writer;
import io.skep.model.spec.ConfigSpec;
import io.skep.model.spec.Payload;
import io.skep.store.Draft;
import io.skep.store.engine.internal.flow.Pipeline;
import io.skep.tck.consensus.memory.Fate;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Updates that follow one another without waiting, and proposals that fall out. CON-3. */
class PipelineTest {

    private static final ConfigId COUNTER = new ConfigId("counter");

    @TempDir private Path directory;
    private Rig rig;

    @SuppressWarnings("NullAway.Init")
    PipelineTest() {}

    @BeforeEach
    void start() {
        rig = Rig.alone(directory);
    }

    @AfterEach
    void nothingFailed() {
        rig.assertNothingFailed();
    }

    /** Adds one to a counter: done twice, or on a wrong base, it shows. */
    static int count(Draft draft) {
        int next = counted(draft) + 1;
        var value = Map.of("n", Integer.toString(next));
        draft.put(Part.CONFIG_SPEC, COUNTER, new ConfigSpec("counter", value, Payload.EMPTY, null));
        return next;
    }

    static int counted(io.skep.model.View view) {
        return view.configs()
                .get(COUNTER)
                .map(counter -> Integer.parseInt(counter.spec().value().labels().get("n")))
                .orElse(0);
    }

    private List<CompletableFuture<Integer>> counts(int times) {
        var results = new ArrayList<CompletableFuture<Integer>>();
        for (int i = 0; i < times; i++) {
            results.add(rig.a().update(Writer.CONTROL, PipelineTest::count));
        }
        return results;
    }

    private static int noted(AtomicInteger ran, Draft draft) {
        ran.incrementAndGet();
        return count(draft);
    }

    private static List<Integer> values(List<CompletableFuture<Integer>> results) {
        return results.stream().map(CompletableFuture::join).toList();
    }

    private static List<Integer> upTo(int most) {
        return IntStream.rangeClosed(1, most).boxed().toList();
    }

    @Test
    void doesNotWaitForOneCommitBeforeTheNextBody() {
        rig.group.delay(() -> Duration.ofMillis(100));

        var results = counts(50);
        rig.pass(Duration.ofMillis(150));

        assertEquals(upTo(50), values(results));
        assertEquals(50, rig.a().state().index());
    }

    @Test
    void whatIsDraftedWhileEnoughIsOnItsWayLeavesAsOneEntry() {
        var before = rig.group.lastIndex();
        rig.group.delay(() -> Duration.ofMillis(100));

        var results = counts(50);
        rig.pass(Duration.ofMillis(250));

        assertEquals(upTo(50), values(results));
        assertEquals(50, rig.a().state().index());
        assertEquals(Pipeline.MAX_ENTRIES + 1, rig.group.lastIndex() - before);
    }

    @Test
    void keepsABoundOnWhatIsUnderWay() {
        rig.group.delay(() -> Duration.ofMillis(100));

        var ran = new AtomicInteger();
        var results = new ArrayList<CompletableFuture<Integer>>();
        for (int i = 0; i < Pipeline.MAX_FLIGHTS + 10; i++) {
            results.add(rig.a().update(Writer.CONTROL, draft -> noted(ran, draft)));
        }
        rig.pass(Duration.ofMillis(80));

        assertEquals(Pipeline.MAX_FLIGHTS, ran.get() - rig.a().state().index());
        rig.pass(Duration.ofMillis(150));
        assertEquals(upTo(Pipeline.MAX_FLIGHTS + 10), values(results));
    }

    @Test
    void refusesWhatTooManyWaitFor() {
        rig.group.delay(() -> Duration.ofSeconds(1));

        var results = counts(Pipeline.MAX_FLIGHTS + Pipeline.MAX_WAITING + 1);
        rig.pass(Duration.ofMillis(1));

        var last = results.get(results.size() - 1);
        assertTrue(last.isCompletedExceptionally());
        assertTrue(outcome(last).contains(RejectedExecutionException.class.getName()));
        assertEquals("waits", outcome(results.get(results.size() - 2)));
    }

    @Test
    void runsAgainWhatWasDraftedOnARefusedProposal() {
        rig.group.next(Fate.COMMITTED, Fate.OVERLOADED, Fate.COMMITTED, Fate.COMMITTED);

        var results = counts(4);
        rig.pass(Duration.ofSeconds(1));

        assertEquals(upTo(4), values(results));
        assertEquals(4, rig.a().state().index());
    }

    @Test
    void runsAgainWhatWasLostWithoutAWord() {
        rig.group.next(Fate.COMMITTED, Fate.LOST, Fate.COMMITTED, Fate.COMMITTED);

        var results = counts(4);
        rig.pass(Duration.ofSeconds(10));

        assertEquals(upTo(4), values(results));
        assertEquals(4, counted(rig.a().state()));
        assertEquals(4, rig.a().state().index());
    }

    @Test
    void knowsByItselfThatAnUnheardProposalWasWritten() {
        rig.group.next(Fate.COMMITTED, Fate.COMMITTED_UNHEARD, Fate.COMMITTED);

        var results = counts(3);
        rig.pass(Duration.ofMillis(50));

        assertEquals(upTo(3), values(results));
    }

    @Test
    void aFenceThatIsLostIsRaisedAgain() {
        rig.group.next(Fate.LOST, Fate.LOST, Fate.LOST);

        var result = rig.a().write("x");
        rig.pass(Duration.ofSeconds(20));

        assertEquals("x", outcome(result));
        assertEquals(1, rig.a().state().index());
    }

    @Test
    void aFailureOnAnUncommittedBaseIsNotToldBeforeTheBaseIsThere() {
        rig.group.next(Fate.LOST);
        rig.a().write("x");
        var second =
                rig.a()
                        .update(
                                Writer.CONTROL,
                                draft -> {
                                    if (draft.configs().get("x").isPresent()) {
                                        throw new IllegalStateException("exists");
                                    }
                                    return "free";
                                });
        rig.pass(Rig.SOON);

        assertEquals("waits", outcome(second));
        rig.group.forbidElections();
        rig.group.loseLeadership();
        rig.pass(Duration.ofSeconds(30));
        assertEquals("TIMED_OUT", outcome(second));
        assertFalse(rig.a().has("x"));
    }

    @Test
    void neverSaysLongerThan25SecondsNothing() {
        rig.group.fates(() -> Fate.LOST);

        var first = rig.a().write("x");
        var second = rig.a().write("y");
        rig.pass(Duration.ofSeconds(27));

        assertEquals("TIMED_OUT", outcome(first));
        assertEquals("TIMED_OUT", outcome(second));
        rig.group.fates(() -> Fate.COMMITTED);
        rig.pass(Duration.ofSeconds(5));
        assertEquals("z", outcome(after(rig.a().write("z"))));
        assertFalse(rig.a().has("x"));
    }

    private <T> CompletableFuture<T> after(CompletableFuture<T> result) {
        rig.pass(Rig.SOON);
        return result;
    }
}
