package io.skep.itests.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Comparator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** An operator drops a scheduling strategy into the running node. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HotStrategyTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Skep skep;

    @BeforeAll
    void startNode() {
        skep = Skep.withoutEngine();
    }

    @AfterAll
    void stopNode() {
        if (skep != null) {
            skep.close();
        }
    }

    @Test
    void takesOverWhileServicesAreCreatedAndLeavesTasksPendingWhenItGoes() throws IOException {
        create("before").good();

        drop();
        Eventually.equal("available", PATIENCE, () -> state("firstfit"));
        skep.shell("skep:plug-use", "scheduler", "firstfit").good();
        Eventually.equal("live", PATIENCE, () -> state("firstfit"));
        create("with").good();
        assertTrue(placedBy("with").startsWith("firstfit"), placedBy("with"));
        assertTrue(placedBy("before").startsWith("spread"), placedBy("before"));

        Files.delete(dropped());
        Eventually.equal("", PATIENCE, () -> state("firstfit"));
        skep.docker(
                        "service",
                        "create",
                        "--detach",
                        "--no-resolve-image",
                        "--name",
                        "waiting",
                        "process",
                        "sleep",
                        "1000")
                .good();
        Eventually.equal(
                true,
                PATIENCE,
                () ->
                        skep.docker("service", "ps", "--no-trunc", "waiting")
                                .good()
                                .contains("firstfit"));
        assertEquals(1, skep.running("before"));
        assertEquals(1, skep.running("with"));
        assertEquals(0, skep.running("waiting"));

        skep.shell("skep:plug-use", "scheduler", "binpack").good();
        Eventually.equal(1L, PATIENCE, () -> skep.running("waiting"));
        assertTrue(placedBy("waiting").startsWith("binpack"), placedBy("waiting"));
    }

    @Test
    void saysWhatWouldHelpAndIsRight() {
        skep.docker(
                        "service",
                        "create",
                        "--detach",
                        "--no-resolve-image",
                        "--constraint",
                        "node.labels.disk==ssd",
                        "--name",
                        "picky",
                        "process",
                        "sleep",
                        "1000")
                .good();
        Eventually.equal(
                true,
                PATIENCE,
                () ->
                        skep.docker("service", "ps", "--no-trunc", "picky")
                                .good()
                                .contains("scheduling constraints not satisfied on 1 node"));

        var change = explained("picky").at("/Remedies/0/Steps/0/Change").asText();
        assertTrue(skep.shell("swarm:why", "picky").good().contains(change), change);
        assertTrue(change.startsWith("docker node update --label-add disk=ssd "), change);
        skep.docker(change.substring("docker ".length()).split(" ")).good();

        Eventually.equal(1L, PATIENCE, () -> skep.running("picky"));
        var chain = explained("picky").get("Chain").toString();
        assertTrue(chain.contains("service picky was created (version "), chain);
        assertTrue(chain.contains("by strategy "), chain);
        assertEquals(1, explained("picky").get("Ranking").size());
        assertTrue(skep.shell("swarm:why", "picky").good().contains("runs on node "), chain);
    }

    private Ran create(String name) {
        return skep.docker(
                "service",
                "create",
                "--no-resolve-image",
                "--name",
                name,
                "process",
                "sleep",
                "1000");
    }

    private void drop() throws IOException {
        try (var jars = Files.list(Skep.ROOT.resolve("itests/strategy/target"))) {
            var jar =
                    jars.filter(file -> file.toString().endsWith(".jar"))
                            .max(Comparator.naturalOrder())
                            .orElseThrow();
            Files.copy(jar, dropped(), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private Path dropped() {
        return skep.data().resolve("karaf/deploy/firstfit.jar");
    }

    /** The state of a scheduler plug in {@code skep:plug-ls}; empty when it is not listed. */
    private String state(String plug) {
        return skep.shell("skep:plug-ls")
                .good()
                .lines()
                .map(line -> line.replaceAll("\\u001B\\[[0-9;]*m", "").split("[│|\\s]+"))
                .filter(words -> java.util.Arrays.asList(words).contains(plug))
                .flatMap(java.util.Arrays::stream)
                .filter(word -> java.util.List.of("available", "live", "failed").contains(word))
                .findFirst()
                .orElse("");
    }

    private String placedBy(String service) {
        return explained(service).path("PlacedBy").asText();
    }

    private JsonNode explained(String service) {
        var task =
                skep.docker("service", "ps", "-q", "--no-trunc", service)
                        .good()
                        .lines()
                        .findFirst()
                        .orElseThrow();
        return Skep.json(skep.docker("inspect", task).good()).get(0).get("Explain");
    }
}
