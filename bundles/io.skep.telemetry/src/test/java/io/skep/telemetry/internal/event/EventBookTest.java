package io.skep.telemetry.internal.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.control.ClusterEvent;
import io.skep.itests.sim.SimKernel;
import io.skep.model.Change;
import io.skep.model.Kind;
import io.skep.model.Part;
import io.skep.model.SecretId;
import io.skep.model.Stamp;
import io.skep.model.State;
import io.skep.model.spec.Payload;
import io.skep.model.spec.SecretSpec;
import io.skep.store.Commit;
import io.skep.store.Watcher;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who follows events misses none. Source: consensus-and-faults O-22. */
class EventBookTest {

    private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");

    private final SimKernel kernel = new SimKernel(1);
    private final EventBook book = new EventBook(kernel.node("here").loop("telemetry"));
    private final List<ClusterEvent> heard = new ArrayList<>();
    private Watcher scribe = book.scribe();
    private State state = State.EMPTY;

    @Test
    void whoAsksAgainFromTheLastItSawMissesNothingThoughTheNextLeadersClockIsBehind() {
        commit(NOON, put("a"));
        commit(NOON.minusSeconds(3), put("b"));
        commit(NOON.minusSeconds(1), put("c"));

        book.follow(NOON, heard::add);
        kernel.settle();

        assertEquals(List.of("create a", "create b", "create c"), said());
        assertTrue(heard.stream().allMatch(event -> event.at().equals(NOON)), heard::toString);
    }

    @Test
    void O_22_whoIsSlowAndAsksAgainHearsEachEventOnce() {
        var random = new java.util.Random(22);
        var seen = new TreeSet<String>();
        var at = Instant.EPOCH;
        int written = 0;
        while (seen.size() < 5_000) {
            var turn = new ArrayList<ClusterEvent>();
            int most = 1 + random.nextInt(700);
            var reading =
                    book.follow(
                            at,
                            event -> {
                                if (turn.size() < most) { // its connection was closed
                                    turn.add(event);
                                }
                            });
            for (int more = random.nextInt(400); more > 0 && written < 5_000; more--) {
                commit(NOON.plusMillis(written / 3), put("s" + written++));
            }
            kernel.runFor(Duration.ofSeconds(2));
            reading.cancel();
            for (var event : turn) {
                at = event.at();
                heard.addAll(seen.add(event.id()) ? List.of(event) : List.of());
            }
        }

        var all = IntStream.range(0, 5_000).mapToObj(n -> "create s" + n).toList();
        assertEquals(all, said());
    }

    @Test
    void whatGatheredIsGivenAFewAtATime() {
        for (int n = 0; n < 1_000; n++) {
            commit(NOON, put("s" + n));
        }
        book.follow(Instant.EPOCH, heard::add);
        kernel.settle();
        int atOnce = heard.size();

        commit(NOON, put("last"));
        kernel.runFor(Duration.ofSeconds(1));

        assertTrue(atOnce < 100, "at once " + atOnce);
        assertEquals(1_001, heard.size());
        assertEquals("create last", said().get(1_000));
    }

    @Test
    void oneThatFailsOnAnEventHearsTheNext() {
        book.follow(
                NOON,
                event -> {
                    heard.add(event);
                    throw new IllegalStateException("a test wants it");
                });
        kernel.settle();

        for (var name : List.of("a", "b", "c")) {
            commit(NOON, put(name));
        }
        kernel.runFor(Duration.ofSeconds(1));

        assertEquals(List.of("create a", "create b", "create c"), said());
    }

    @Test
    void whatBecameOfObjectsIsToldWhenCommitsWereMissed() {
        commit(NOON, put("kept"));
        commit(NOON, put("gone"));
        commit(NOON, put("changed"));
        book.follow(NOON.plusSeconds(1), heard::add);
        var missed = state.after(List.of(Change.remove(Kind.SECRET, id("gone"))), stamp(5));
        missed = missed.after(List.of(put("fresh")), stamp(6));
        missed = missed.after(List.of(put("passing")), stamp(7));
        missed = missed.after(List.of(put("changed")), stamp(8));
        missed = missed.after(List.of(Change.remove(Kind.SECRET, id("passing"))), stamp(9));

        scribe.lagged(missed);
        kernel.settle();

        assertEquals(List.of("update changed", "create fresh", "remove gone"), said());
        assertTrue(heard.stream().allMatch(event -> event.at().equals(NOON.plusSeconds(8))));
    }

    @Test
    void anotherClusterIsNotTakenForWhatBecameOfTheFirst() {
        commit(NOON, put("ours"));
        book.follow(NOON.plusSeconds(1), heard::add);

        scribe = book.scribe();
        scribe.lagged(State.EMPTY.after(List.of(put("theirs")), stamp(9)));
        kernel.settle();

        assertEquals(List.of(), said());
    }

    private void commit(Instant at, Change change) {
        var stamp = new Stamp(state.index() + 1, at);
        var before = state;
        state = state.after(List.of(change), stamp);
        scribe.commit(new Commit(stamp, List.of(change), before, state));
    }

    private static Stamp stamp(long index) {
        return new Stamp(index, NOON.plusSeconds(index));
    }

    private static SecretId id(String name) {
        return new SecretId(name);
    }

    private static Change put(String name) {
        var spec = new SecretSpec(name, Map.of(), Payload.EMPTY, null, null);
        return Change.put(Part.SECRET_SPEC, id(name), spec);
    }

    private List<String> said() {
        return heard.stream()
                .map(event -> event.action() + " " + event.attributes().get("name"))
                .toList();
    }
}
