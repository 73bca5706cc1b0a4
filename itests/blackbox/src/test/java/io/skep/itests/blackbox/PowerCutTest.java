package io.skep.itests.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.itests.engine.TestEngine;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What ends without being asked to is there again; what was acknowledged stays. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PowerCutTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int KILLS = Integer.getInteger("skep.kills", 8);

    private TestEngine engine;
    private Skep skep;

    @BeforeAll
    void startNode() {
        engine = NeedsEngine.engine();
        skep = Skep.on(engine);
        skep.docker(
                        "service",
                        "create",
                        "--name",
                        "steady",
                        "--replicas",
                        "3",
                        "--no-resolve-image",
                        "--restart-delay",
                        "100ms",
                        TestEngine.IMAGE,
                        "sleep",
                        "1000000")
                .good();
    }

    @AfterAll
    void stopNode() {
        if (skep != null) {
            skep.close();
        }
    }

    @Test
    void replacesAContainerThatIsKilled() {
        var victim =
                engine.docker("ps", "-q", "--no-trunc", "--filter", "name=steady")
                        .lines()
                        .findFirst()
                        .orElseThrow();

        engine.docker("kill", victim);

        // at first the killed one still shows as running
        Eventually.equal(
                true,
                PATIENCE,
                () -> skep.docker("service", "ps", "steady").good().contains("Failed"));
        Eventually.equal(3L, PATIENCE, () -> skep.running("steady"));
        assertFalse(started().containsKey(victim));
    }

    @Test
    void losesNoAcknowledgedServiceAndRestartsNoContainerWhenTheNodeIsKilledAgainAndAgain()
            throws Exception {
        var random = new Random(20261125);
        Eventually.equal(3, PATIENCE, () -> started().size());
        var acknowledged = new TreeSet<String>();
        for (int round = 0; round < KILLS; round++) {
            var before = started();
            var name = "r" + round;
            var creating = CompletableFuture.supplyAsync(() -> createUntilItDies(name));
            pause(random.nextInt(1_200));

            skep.kill();
            acknowledged.addAll(creating.get(30, TimeUnit.SECONDS));
            skep.start();

            assertEquals(before, started(), "round " + round);
            var there = services();
            assertTrue(
                    there.containsAll(acknowledged), () -> "missing after a kill: " + acknowledged);
            acknowledged.clear();
            sweep(name);
        }
        assertEquals(3, skep.running("steady"));
    }

    /** The moment of the kill is drawn, not waited for: nothing is to have happened by then. */
    private static void pause(int millis) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    /** Creates services until nobody answers; the ids of those that were acknowledged. */
    private TreeSet<String> createUntilItDies(String name) {
        var ids = new TreeSet<String>();
        try (var http = Http.to(skep.socket())) {
            for (int n = 0; ; n++) {
                var spec =
                        """
                        {"Name":"%s-%d","TaskTemplate":{"ContainerSpec":{"Image":"%s","Command":["sleep","1000"],\
                        "StopGracePeriod":1000000000}},\
                        "Mode":{"Replicated":{"Replicas":%d}}}"""
                                .formatted(name, n, TestEngine.IMAGE, n % 8 == 0 ? 1 : 0);
                var answer = http.json("POST", "/services/create", spec);
                assertEquals(201, answer.status(), answer.body());
                ids.add(Skep.json(answer.body()).get("ID").asText());
            }
        } catch (IOException dead) {
            return ids;
        }
    }

    private TreeSet<String> services() throws IOException {
        var ids = new TreeSet<String>();
        try (var http = Http.to(skep.socket())) {
            var answer = http.json("GET", "/services", "");
            assertEquals(200, answer.status(), answer.body());
            Skep.json(answer.body()).forEach(service -> ids.add(service.get("ID").asText()));
        }
        return ids;
    }

    private void sweep(String name) throws IOException {
        try (var http = Http.to(skep.socket())) {
            var services =
                    Skep.json(
                            http.json(
                                            "GET",
                                            "/services?filters=%7B%22name%22:%5B%22"
                                                    + name
                                                    + "-%22%5D%7D",
                                            "")
                                    .body());
            for (var service : services) {
                assertEquals(
                        200,
                        http.json("DELETE", "/services/" + service.get("ID").asText(), "")
                                .status());
            }
        }
        Eventually.equal(
                "",
                PATIENCE,
                () -> engine.docker("ps", "-aq", "--filter", "name=" + name + "-").strip());
    }

    /** When each container of the steady service started, by its id. */
    private Map<String, String> started() {
        var started = new TreeMap<String, String>();
        engine.docker(
                        "ps",
                        "-q",
                        "--no-trunc",
                        "--filter",
                        "label=com.docker.swarm.service.name=steady")
                .lines()
                .forEach(
                        id ->
                                started.put(
                                        id,
                                        engine.docker("inspect", "-f", "{{.State.StartedAt}}", id)
                                                .strip()));
        return started;
    }
}
