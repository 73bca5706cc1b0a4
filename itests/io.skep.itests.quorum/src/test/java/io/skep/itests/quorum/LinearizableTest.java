package io.skep.itests.quorum;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.itests.history.Judge;
import io.skep.itests.history.Operation;
import io.skep.itests.quorum.Hub.Weather;
import io.skep.itests.quorum.Managers.Manager;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clients while managers die, are cut off and hear things late or twice: the judge accepts every
 * history. {@code -Dskep.faults=} says how often each fault comes (more than the default by night),
 * {@code -Dskep.seed=} which clients.
 */
@Timeout(1_800)
@EnabledIfSystemProperty(named = "skep.faults", matches = "\\d+")
class LinearizableTest {

    private static final int FAULTS = Integer.getInteger("skep.faults", 1);
    private static final int KILLS_PER_FAULT = 10;
    private static final Duration CALM = Duration.ofMillis(1_200);
    private static final Duration STORM = Duration.ofMillis(8_000);
    private static final int LEAST_PER_SECOND = 100;

    private record Span(long from, long to) {}

    private final long seed = Long.getLong("skep.seed", System.nanoTime());
    private final List<Span> calms = new ArrayList<>();
    private final List<Span> storms = new ArrayList<>();
    private Managers managers;
    private Clients clients;

    @TempDir private Path directory;

    @SuppressWarnings("NullAway.Init")
    LinearizableTest() {}

    @BeforeEach
    void open() {
        managers = new Managers(directory);
        clients = new Clients(managers);
    }

    @AfterEach
    void close() throws Exception {
        managers.close();
    }

    @Test
    void C_01_withoutAnyFault() throws Exception {
        begin(3);
        calm();
        calm();

        judge();
    }

    @Test
    void C_04_whileTheLeaderDiesAgainAndAgain() throws Exception {
        begin(3);
        calm();
        for (int kill = 0; kill < FAULTS * KILLS_PER_FAULT; kill++) {
            storm(this::killLeader);
        }
        calm();

        judge();
    }

    private void killLeader() throws Exception {
        var leader = managers.leader();
        managers.hub.cut(leader.name);
        managers.leaderBut(leader.name);
        leader.kill();
        managers.hub.mend(leader.name);
        leader.again();
    }

    @Test
    void C_07_whileTheLeaderIsCutOff() throws Exception {
        parted(3, () -> deposed(leader -> managers.hub.cut(leader.name)));
    }

    @Test
    void C_07_whileTheLeaderHearsNobodyButIsHeard() throws Exception {
        parted(
                3,
                () ->
                        deposed(
                                leader ->
                                        others(leader)
                                                .forEach(it -> managers.hub.cut(it, leader.name))));
    }

    @Test
    void C_07_whileTheLeaderIsNotHeardButHears() throws Exception {
        parted(
                3,
                () ->
                        deposed(
                                leader ->
                                        others(leader)
                                                .forEach(it -> managers.hub.cut(leader.name, it))));
    }

    @Test
    void C_07_whileThreeOfFiveAreApartFromTheLeader() throws Exception {
        parted(
                5,
                () ->
                        deposed(
                                leader -> {
                                    var others = others(leader);
                                    managers.hub.part(
                                            List.of(leader.name, others.get(0)),
                                            others.subList(1, 4));
                                }));
    }

    @Test
    void C_07_whileOneIsTheBridgeBetweenTwoPairs() throws Exception {
        parted(
                5,
                () -> {
                    var others = others(managers.leader());
                    managers.hub.part(
                            List.of(managers.leader().name, others.get(0)), others.subList(2, 4));
                });
    }

    @Test
    void C_07_whileEveryoneSeesAnotherMajority() throws Exception {
        parted(
                5,
                () -> {
                    var ring = List.copyOf(managers.all.keySet());
                    for (int at = 0; at < 5; at++) {
                        // each reaches its two neighbours only
                        managers.hub.part(
                                List.of(ring.get(at)),
                                List.of(ring.get((at + 2) % 5), ring.get((at + 3) % 5)));
                    }
                });
    }

    @Test
    void C_09_whileMessagesComeLateTwiceAndInAnotherOrder() throws Exception {
        parted(3, () -> managers.hub.weather(new Weather(40, 30, 0)));
    }

    /** A fault after which another leads. */
    private void deposed(Consumer<Manager> fault) throws Exception {
        var leader = managers.leader();
        fault.accept(leader);
        managers.leaderBut(leader.name);
    }

    private List<String> others(Manager leader) {
        return managers.all.keySet().stream().filter(it -> !it.equals(leader.name)).toList();
    }

    private interface Deed {
        void run() throws Exception;
    }

    private void parted(int count, Deed fault) throws Exception {
        begin(count);
        for (int time = 0; time < FAULTS; time++) {
            calm();
            storm(
                    () -> {
                        fault.run();
                        managers.pass(STORM);
                        managers.hub.mend();
                    });
        }
        calm();

        judge();
    }

    private void begin(int count) throws Exception {
        managers.form(count);
        clients.begin(24, seed);
    }

    private void calm() throws Exception {
        // what hangs from the storm before ends first
        managers.pass(Clients.PATIENCE);
        var from = System.nanoTime();
        managers.pass(CALM);
        calms.add(new Span(from, System.nanoTime()));
    }

    private void storm(Deed fault) throws Exception {
        var from = System.nanoTime();
        fault.run();
        // it is over when somebody can write again
        Managers.await(managers.leader().write("over" + storms.size()));
        storms.add(new Span(from, System.nanoTime()));
    }

    private void judge() throws Exception {
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
        for (var calm : List.of(calms.get(0), calms.get(calms.size() - 1))) {
            var written =
                    history.stream()
                            .filter(Operation::wrote)
                            .filter(it -> during(it, calm))
                            .count();
            var rate = written * 1_000 / CALM.toMillis();
            assertTrue(rate >= LEAST_PER_SECOND, rate + " writes a second are too few");
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
}
