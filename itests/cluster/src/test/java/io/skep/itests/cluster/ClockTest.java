package io.skep.itests.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.skep.itests.hosts.Eventually;
import io.skep.itests.hosts.Host;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Nodes whose clocks are wrong, while the machine's own goes on. Source: C-17, A29. */
@EnabledIfSystemProperty(named = "skep.clocks", matches = "true")
class ClockTest {

    private static final String MACHINE =
            System.getProperty("os.arch").equals("aarch64") ? "aarch64" : "x86_64";
    private static final Path LIBRARY =
            Path.of("/usr/lib/" + MACHINE + "-linux-gnu/faketime/libfaketimeMT.so.1");
    private static final String CLOCK = "/run/clock";
    // every look at the clock reads that file, so a start takes longer
    private static final Map<String, String> OFFSET =
            Map.of(
                    "SKEP_START_SECONDS",
                    "170",
                    "LD_PRELOAD",
                    LIBRARY.toString(),
                    "FAKETIME_TIMESTAMP_FILE",
                    CLOCK,
                    "FAKETIME_NO_CACHE",
                    "1",
                    "FAKETIME_DONT_FAKE_MONOTONIC",
                    "1");
    private static final Duration A_WHILE = Duration.ofSeconds(20);

    private Cluster cluster;

    @BeforeEach
    void form() {
        assumeTrue(Files.exists(LIBRARY), "there is no libfaketime");
        cluster = Cluster.shared();
    }

    @AfterEach
    void clear() {
        if (cluster == null) {
            return;
        }
        for (var host : cluster.hosts()) {
            if (host.run("test", "-e", CLOCK).exit() == 0) {
                cluster.swarm().kill(host);
                host.run("rm", CLOCK).good();
                cluster.swarm().start(host);
            }
        }
        Aftermath.cleared(cluster);
    }

    @Test
    void C_17_aLeadersClockJumps() {
        jumps(cluster.leader(), cluster.followers().get(0));
    }

    @Test
    void C_17_aFollowersClockJumps() {
        jumps(cluster.followers().get(0), cluster.leader());
    }

    @Test
    void C_17_aWorkersClockJumps() {
        jumps(cluster.workers().get(0), cluster.leader());
    }

    @Test
    void A29_aNodeFourHundredDaysAheadIsThereAgainWhenItsClockIsRight() {
        var host = cluster.followers().get(0);
        withClock(host);
        cluster.create(cluster.leader(), "timeless", 10).good();
        cluster.awaitRunning(cluster.leader(), "timeless", 10);
        var others = cluster.hosts().stream().filter(it -> it != host).toList();
        var before = Containers.started(others, "timeless");

        set(host, "+400d");
        pass(A_WHILE);
        writes(cluster.leader());
        set(host, "+0");

        cluster.whole();
        var after = Containers.started(others, "timeless");
        assertEquals(before, contained(after, before), "another node's task was touched");
        cluster.awaitRunning(cluster.leader(), "timeless", 10);
    }

    private static Map<String, String> contained(
            Map<String, String> all, Map<String, String> wanted) {
        var found = new TreeMap<>(all);
        found.keySet().retainAll(wanted.keySet());
        return found;
    }

    /** An hour ahead, an hour behind, and back and forth each second: nobody minds. */
    private void jumps(Host host, Host other) {
        withClock(host);
        cluster.create(cluster.leader(), "timeless", 10).good();
        cluster.awaitRunning(cluster.leader(), "timeless", 10);
        var before = Containers.started(cluster.hosts(), "timeless");
        for (var offset : List.of("+3600s", "-3600s")) {
            set(host, offset);
            pass(A_WHILE);
            isWell(other, before);
        }
        for (int second = 0; second < 20; second++) {
            set(host, second % 2 == 0 ? "+3600s" : "-3600s");
            pass(Duration.ofSeconds(1));
        }
        isWell(other, before);
        set(host, "+0");
        pass(A_WHILE);
        isWell(other, before);
    }

    private void isWell(Host other, Map<String, String> before) {
        writes(other);
        var nodes = cluster.nodes(other);
        assertTrue(Cluster.isWhole(nodes), nodes::toString);
        assertEquals(before, Containers.started(cluster.hosts(), "timeless"));
    }

    private void writes(Host through) {
        Eventually.equal(
                0,
                Cluster.PATIENCE,
                () ->
                        cluster.docker(
                                        through,
                                        "service",
                                        "update",
                                        "-d",
                                        "--label-add",
                                        "at=" + System.nanoTime(),
                                        "timeless")
                                .exit());
    }

    /** From now on the clock of the host's node is what {@link #set} says. */
    private void withClock(Host host) {
        set(host, "+0");
        cluster.swarm().kill(host);
        new SkepSwarm().start(host, OFFSET);
        cluster.whole();
    }

    /** As a whole, since it is read all the time. */
    private static void set(Host host, String offset) {
        host.run(
                        "sh",
                        "-c",
                        "echo '" + offset + "' > /run/clock.next && mv /run/clock.next " + CLOCK)
                .good();
    }

    private static void pass(Duration time) {
        LockSupport.parkNanos(time.toNanos());
    }
}
