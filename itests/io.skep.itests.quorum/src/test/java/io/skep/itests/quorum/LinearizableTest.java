package io.skep.itests.quorum;

import io.skep.itests.quorum.Hub.Weather;
import io.skep.itests.quorum.Managers.Manager;
import java.nio.file.Path;
import java.time.Duration;
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
    private static final Duration STORM = Duration.ofMillis(8_000);

    private Managers managers;
    private Trial trial;

    @TempDir private Path directory;

    @SuppressWarnings("NullAway.Init")
    LinearizableTest() {}

    @BeforeEach
    void open() {
        trial = new Trial(directory);
        managers = trial.managers;
    }

    @AfterEach
    void close() throws Exception {
        trial.close();
    }

    @Test
    void C_01_withoutAnyFault() throws Exception {
        trial.begin(3);
        trial.calm();
        trial.calm();

        trial.judge();
    }

    @Test
    void C_04_whileTheLeaderDiesAgainAndAgain() throws Exception {
        trial.begin(3);
        trial.calm();
        for (int kill = 0; kill < FAULTS * KILLS_PER_FAULT; kill++) {
            trial.storm(this::killLeader);
        }
        trial.calm();

        trial.judge();
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

    private void parted(int count, Trial.Deed fault) throws Exception {
        trial.begin(count);
        for (int time = 0; time < FAULTS; time++) {
            trial.calm();
            trial.storm(
                    () -> {
                        fault.run();
                        managers.pass(STORM);
                        managers.hub.mend();
                    });
        }
        trial.calm();

        trial.judge();
    }
}
