package io.skep.itests.quorum;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.itests.history.Judge;
import io.skep.itests.history.Operation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Clients of a few managers in calm and in storm, and the judge at the end. */
final class Trial {

    private static final Duration CALM = Duration.ofMillis(1_200);
    private static final int LEAST_PER_SECOND = 100;

    /** Something that is done to managers. */
    interface Deed {
        void run() throws Exception;
    }

    private record Span(long from, long to) {}

    final Managers managers;
    private final long seed = Long.getLong("skep.seed", System.nanoTime());
    private final List<Span> calms = new ArrayList<>();
    private final List<Span> storms = new ArrayList<>();
    private final Clients clients;

    Trial(Path directory) {
        managers = new Managers(directory);
        clients = new Clients(managers);
    }

    /** Forms a cluster and lets clients begin. */
    void begin(int count) throws Exception {
        managers.form(count);
        clients.begin(24, seed);
    }

    /** Nothing happens for a while. */
    void calm() throws Exception {
        // what hangs from the storm before ends first
        managers.pass(Clients.PATIENCE);
        var from = System.nanoTime();
        managers.pass(CALM);
        calms.add(new Span(from, System.nanoTime()));
    }

    /** What clients have to bear; it is over when somebody can write again. */
    void storm(Deed fault) throws Exception {
        var from = System.nanoTime();
        fault.run();
        Managers.await(managers.leader().write("over" + storms.size()));
        storms.add(new Span(from, System.nanoTime()));
    }

    /** Ends the clients, and has their history judged. */
    void judge() throws Exception {
        clients.end();
        managers.agree();
        var history = clients.history.operations();
        var faults = new Judge().faults(history, List.of(managers.ledger.log()));

        assertEquals(List.of(), managers.ledger.faults(), "seed " + seed);
        assertEquals(List.of(), faults.stream().limit(3).toList(), "seed " + seed);
        assertMeansSomething(history);
    }

    /** A run in which little happened shows nothing. Source: consensus-and-faults 4.2 */
    private void assertMeansSomething(List<Operation> history) {
        for (int which : List.of(0, calms.size() - 1)) {
            var calm = calms.get(which);
            var written =
                    history.stream()
                            .filter(Operation::wrote)
                            .filter(it -> during(it, calm))
                            .count();
            var rate = written * 1_000 / CALM.toMillis();
            assertTrue(
                    rate >= LEAST_PER_SECOND,
                    rate + " writes a second are too few in calm " + which);
        }
        var hit =
                history.stream()
                        .filter(it -> storms.stream().anyMatch(storm -> during(it, storm)))
                        .count();
        assertTrue(
                storms.isEmpty() || hit * 10 >= history.size(),
                hit + " of " + history.size() + " operations met a fault");
    }

    private static boolean during(Operation it, Span span) {
        return it.returned() >= span.from() && it.invoked() <= span.to();
    }

    void close() throws Exception {
        clients.stop();
        managers.close();
    }
}
