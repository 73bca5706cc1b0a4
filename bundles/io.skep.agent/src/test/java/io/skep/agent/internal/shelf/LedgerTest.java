package io.skep.agent.internal.shelf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.model.NetworkId;
import io.skep.model.NodeId;
import io.skep.model.ServiceId;
import io.skep.model.TaskId;
import io.skep.model.net.Endpoint;
import io.skep.model.net.Traffic;
import io.skep.model.net.Wiring;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LedgerTest {

    private static final int MANY = 400;

    private final Paper paper = new Paper();
    private Ledger ledger = new Ledger(paper);

    @Test
    void remembersWhatWasWrittenLastAfterAnyNumberOfChanges() {
        var wiring = many();
        ledger.write(wiring);
        var random = new Random(7);
        for (int step = 0; step < 3 * Scroll.MOST; step++) {
            wiring = changed(wiring, random);
            ledger.write(wiring);

            if (random.nextInt(20) == 0) {
                ledger = new Ledger(paper);
                assertEquals(wiring, ledger.read(), "step " + step);
            }
        }
        assertTrue(paper.files.size() <= Scroll.MOST + 1, paper.files.keySet()::toString);
    }

    @Test
    void aCrashAtAnyMomentLeavesWhatWasWrittenBeforeOrIsNow() {
        for (int survives = 0; survives < 400; survives++) {
            paper.files.clear();
            paper.survives = Integer.MAX_VALUE;
            ledger = new Ledger(paper);
            var before = many();
            ledger.write(before);
            var random = new Random(survives);
            paper.survives = survives;
            var now = before;
            try {
                for (int step = 0; step < Scroll.MOST + 30; step++) {
                    before = now;
                    now = changed(now, random);
                    ledger.write(now);
                }
            } catch (UncheckedIOException crash) {
                assertEquals("crash", crash.getCause().getMessage());
            }

            var read = new Ledger(paper).read();

            assertTrue(read.equals(before) || read.equals(now), "after " + survives + " verbs");
        }
    }

    @Test
    void writesLittleWhenLittleChanges() {
        var wiring = many();
        ledger.write(wiring);
        int whole = paper.written;

        for (int step = 0; step < 10; step++) {
            wiring = changed(wiring, new Random(step));
            ledger.write(wiring);
        }

        assertTrue(paper.written - whole < whole / 4, () -> whole + " " + paper.written);
    }

    @Test
    void writesAgainWhatADiskRefused() {
        var wiring = many();
        ledger.write(wiring);
        var next = changed(wiring, new Random(1));
        var last = changed(next, new Random(2));
        paper.survives = 0;
        assertThrows(UncheckedIOException.class, () -> ledger.write(next));
        paper.survives = Integer.MAX_VALUE;

        ledger.write(last);

        assertEquals(last, new Ledger(paper).read());
    }

    @Test
    void whatCannotBeReadEndsWhatIsKnown() {
        var wirings = new ArrayList<>(List.of(many()));
        ledger.write(wirings.get(0));
        for (int step = 0; step < 5; step++) {
            wirings.add(changed(wirings.get(step), new Random(step)));
            ledger.write(wirings.get(step + 1));
        }
        paper.files.remove("wiring.3");
        ledger = new Ledger(paper);

        assertEquals(wirings.get(2), ledger.read());

        var next = changed(wirings.get(5), new Random(9));
        ledger.write(next);
        assertEquals(next, new Ledger(paper).read());
    }

    private static Wiring many() {
        var endpoints = new ArrayList<Endpoint>();
        for (int task = 0; task < MANY; task++) {
            endpoints.add(endpoint(task, Traffic.SERVING));
        }
        return Wiring.EMPTY.after(5, 4789, news(endpoints, List.of()));
    }

    private static Wiring changed(Wiring wiring, Random random) {
        var some = List.of(endpoint(random.nextInt(MANY), Traffic.values()[random.nextInt(3)]));
        var gone = List.of(endpoint(random.nextInt(MANY), Traffic.SERVING).key());
        return wiring.after(wiring.number() + 1 + random.nextInt(3), 4789, news(some, gone));
    }

    private static Wiring.News news(List<Endpoint> endpoints, List<String> gone) {
        return new Wiring.News(List.of(), endpoints, List.of(), List.of(), gone);
    }

    private static Endpoint endpoint(int task, Traffic traffic) {
        return new Endpoint(
                new NetworkId("net"),
                new TaskId("t" + task),
                new ServiceId("s"),
                new NodeId("n"),
                "192.0.2.1",
                List.of("10.0.0.7/24"),
                1,
                "web.1.t" + task,
                traffic);
    }

    /** A disk that refuses everything after a while. */
    private static final class Paper implements Scroll.Papers {

        private final Map<String, Record> files = new TreeMap<>();
        private int survives = Integer.MAX_VALUE;
        private int written;

        @Override
        public <T extends Record> Optional<T> read(String name, Class<T> type) {
            return Optional.ofNullable(files.get(name)).map(type::cast);
        }

        @Override
        public void write(String name, Record content) {
            live();
            files.put(name, content);
            written += content.toString().length();
        }

        @Override
        public void delete(String name) {
            live();
            files.remove(name);
        }

        @Override
        public List<String> names() {
            return List.copyOf(files.keySet());
        }

        private void live() {
            if (survives-- <= 0) {
                throw new UncheckedIOException(new IOException("crash"));
            }
        }
    }
}
