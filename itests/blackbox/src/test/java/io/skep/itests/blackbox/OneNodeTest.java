package io.skep.itests.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.itests.engine.TestEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A person with the docker CLI, a node and an engine. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OneNodeTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String SLEEP = "trap 'exit 0' TERM; while :; do sleep 0.2; done";

    private TestEngine engine;
    private Skep skep;

    @BeforeAll
    void startNode() {
        engine = NeedsEngine.engine();
        skep = Skep.on(engine);
    }

    @AfterEach
    void removeServices() {
        var services = skep.docker("service", "ls", "-q").good().lines().toList();
        services.forEach(id -> skep.docker("service", "rm", id).good());
        Eventually.equal("", PATIENCE, () -> engine.docker("ps", "-aq").strip());
    }

    @AfterAll
    void stopNode() {
        if (skep != null) {
            skep.close();
        }
    }

    @Test
    void createsAServiceWithEverythingAndShowsItAsDockerDoes(@TempDir Path shared)
            throws IOException {
        Files.writeString(shared.resolve("greeting"), "hi");
        Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxr-xr-x"));

        var created = skep.docker(everything(shared)).good();

        assertEquals(25, created.length());
        // the port is taken on the node by one of them
        Eventually.equal(1L, PATIENCE, () -> skep.running("full"));
        var tasks = skep.docker("service", "ps", "full", "--no-trunc").good();
        assertTrue(
                tasks.contains("no suitable node (host-mode port already in use on 1 node)"),
                tasks);
        var spec = skep.inspect("service", "full").get("Spec");
        assertEquals("bees", spec.at("/Labels/team").asText());
        assertEquals(500_000_000, spec.at("/TaskTemplate/Resources/Limits/NanoCPUs").asLong());
        var id = engine.docker("ps", "-q", "--no-trunc").strip();
        var container = Skep.json(engine.docker("inspect", id)).get(0);
        assertEquals("v", container.at("/Config/Labels/c").asText());
        assertEquals("full", container.at("/Config/Labels/com.docker.swarm.service.name").asText());
        assertEquals("hi", engine.docker("exec", id, "cat", "/in/greeting").strip());
        assertEquals("healthy", container.at("/State/Health/Status").asText());
    }

    private static String[] everything(Path shared) {
        var words =
                """
                service create --detach=true --name full --replicas 3 --no-resolve-image
                --publish mode=host,target=8080,published=8080,protocol=udp
                --env A=B --label team=bees --container-label c=v
                --mount type=bind,source=SHARED,target=/in,readonly
                --mount type=volume,source=full,target=/v --mount type=tmpfs,target=/t
                --limit-cpu 0.5 --limit-memory 64m --reserve-memory 8m
                --constraint node.role==manager --user 65534 --workdir /tmp
                --health-cmd true --health-interval 1s --stop-grace-period 3s
                --restart-condition any --restart-delay 1s"""
                        .replace("SHARED", shared.toString())
                        .split("\\s+");
        var all = new ArrayList<>(List.of(words));
        all.addAll(List.of(TestEngine.IMAGE, "sh", "-c", SLEEP));
        return all.toArray(String[]::new);
    }

    @Test
    void convergesInTheForegroundOnCreateScaleAndUpdate() {
        var created = create("web", "--replicas", "3").good();
        var scaled = skep.docker("service", "scale", "web=5").good();
        var updated =
                skep.docker(
                                "service",
                                "update",
                                "--env-add",
                                "X=1",
                                "--update-parallelism",
                                "5",
                                "web")
                        .good();

        assertTrue(
                created.contains("verify: Service") || created.contains("Service converged"),
                created);
        assertTrue(scaled.startsWith("web scaled to 5"), scaled);
        assertTrue(updated.contains("converged"), updated);
        assertEquals(5, skep.running("web"));
        assertEquals("web replicated 5/5 " + TestEngine.IMAGE, ls("web"));
        assertEquals(
                "completed", skep.inspect("service", "web").at("/UpdateStatus/State").asText());
        assertEquals(5, running("env", "X=1").size());
    }

    @Test
    void updatesTheImageForcesAndRollsBack() {
        engine.docker("tag", TestEngine.IMAGE, "skep/busybox:2");
        create("web", "--replicas", "2", "--update-parallelism", "2").good();

        skep.docker("service", "update", "--no-resolve-image", "--image", "skep/busybox:2", "web")
                .good();
        assertEquals("web replicated 2/2 skep/busybox:2", ls("web"));
        var before = ids();
        skep.docker("service", "update", "--force", "web").good();
        assertTrue(ids().stream().noneMatch(before::contains), "every container was replaced");
        skep.docker("service", "rollback", "web").good();
        skep.docker("service", "rollback", "web").good();
        skep.docker("service", "update", "--no-resolve-image", "--image", TestEngine.IMAGE, "web")
                .good();

        assertEquals("web replicated 2/2 " + TestEngine.IMAGE, ls("web"));
        assertTrue(
                skep.docker("service", "inspect", "--pretty", "web")
                        .good()
                        .contains("Replicas:\t2"));
    }

    @Test
    void showsLogsOfAllReplicas() {
        skep.docker(
                        "service",
                        "create",
                        "--name",
                        "talk",
                        "--replicas",
                        "2",
                        "--no-resolve-image",
                        "--env",
                        "T={{.Task.Slot}}",
                        TestEngine.IMAGE,
                        "sh",
                        "-c",
                        "echo hello $T; echo oops >&2; " + SLEEP)
                .good();

        Eventually.equal(
                List.of("hello 1", "hello 2"),
                PATIENCE,
                () ->
                        skep.docker("service", "logs", "--raw", "talk")
                                .output()
                                .lines()
                                .sorted()
                                .toList());
        assertEquals(
                2,
                skep.docker("service", "logs", "--raw", "talk")
                        .errors()
                        .lines()
                        .filter("oops"::equals)
                        .count());
        assertTrue(
                skep.docker("service", "logs", "--timestamps", "talk").good().contains("talk.1."));
    }

    @Test
    void showsItselfAsANode() {
        var self = skep.inspect("node", "self");
        var info = Skep.json(skep.docker("info", "--format", "{{json .}}").good());

        assertEquals("ready", self.at("/Status/State").asText());
        assertTrue(self.at("/ManagerStatus/Leader").asBoolean());
        assertEquals("active", info.at("/Swarm/LocalNodeState").asText());
        assertEquals(self.get("ID").asText(), info.at("/Swarm/NodeID").asText());
        assertEquals(1, info.at("/Swarm/Managers").asInt());
        assertTrue(skep.docker("node", "ls").good().contains("Leader"));
        create("one").good();
        assertTrue(skep.docker("node", "ps", "self").good().contains("one.1"));
    }

    @Test
    void drainsAndReturns() {
        var node = skep.docker("node", "ls", "-q").good();
        create("web", "--replicas", "2").good();

        skep.docker("node", "update", "--availability", "drain", node).good();
        Eventually.equal(0L, PATIENCE, () -> skep.running("web"));
        assertTrue(
                skep.docker("service", "ps", "--no-trunc", "web")
                        .good()
                        .contains("no suitable node"));
        skep.docker("node", "update", "--availability", "active", "--label-add", "zone=a", node)
                .good();

        Eventually.equal(2L, PATIENCE, () -> skep.running("web"));
        create("zoned", "--constraint", "node.labels.zone==a").good();
        skep.docker("node", "update", "--label-rm", "zone", node).good();
        Eventually.equal(0L, PATIENCE, () -> skep.running("zoned"));
    }

    @Test
    void tellsEvents() {
        create("one").good();
        skep.docker("service", "rm", "one").good();

        var events =
                skep.docker(
                                "events",
                                "--since",
                                "1h",
                                "--until",
                                "0s",
                                "--filter",
                                "type=service",
                                "--format",
                                "{{.Action}} {{.Actor.Attributes.name}}")
                        .good();

        assertTrue(events.contains("create one"), events);
        assertTrue(events.contains("remove one"), events);
    }

    @Test
    void refusesInDockersWords() {
        create("one").good();

        assertTrue(
                create("one")
                        .bad()
                        .contains(
                                "name conflicts with an existing object: service one already exists"));
        assertTrue(
                skep.docker("service", "inspect", "none").bad().contains("no such service: none"));
        assertTrue(
                create("bad_constraint", "--constraint", "nonsense")
                        .bad()
                        .contains("constraint expected one operator from ==, !="));
        assertTrue(
                skep.docker("swarm", "init")
                        .bad()
                        .contains("This node is already part of a swarm"));
        assertTrue(
                skep.docker("swarm", "leave")
                        .bad()
                        .contains(
                                "Removing the last manager erases all current state of the swarm"));
    }

    @Test
    void runsGlobalServicesAndJobs() {
        create("everywhere", "--mode", "global").good();
        assertEquals("everywhere global 1/1 " + TestEngine.IMAGE, ls("everywhere"));

        skep.docker(
                        "service",
                        "create",
                        "--name",
                        "job",
                        "--mode",
                        "replicated-job",
                        "--replicas",
                        "3",
                        "--max-concurrent",
                        "2",
                        "--no-resolve-image",
                        TestEngine.IMAGE,
                        "true")
                .good();

        assertEquals("job replicated job 0/2 (3/3 completed) " + TestEngine.IMAGE, ls("job"));
    }

    @Test
    void updatesItsRuntimeInPlaceAndLeavesContainersRunning() {
        create("web", "--replicas", "2").good();
        var before = started();

        skep.shell("bundle:update", "io.skep.runtime.docker").good();
        Eventually.equal(
                true,
                PATIENCE,
                () ->
                        skep.shell("skep:plug-ls")
                                .good()
                                .lines()
                                .anyMatch(
                                        line -> line.matches("runtime +\\| docker .*\\| live .*")));

        assertEquals(before, started());
        skep.docker("service", "scale", "web=3").good();
        assertTrue(started().containsAll(before));
        engine.docker("kill", ids().get(0));
        Eventually.equal(3L, PATIENCE, () -> skep.running("web"));
    }

    @Test
    void passesPlainContainersThroughToTheEngine() {
        assertEquals("hello", skep.docker("run", "--rm", TestEngine.IMAGE, "echo", "hello").good());
        skep.docker("run", "-d", "--name", "plain", TestEngine.IMAGE, "sh", "-c", SLEEP).good();
        assertEquals("there", skep.docker("exec", "plain", "echo", "there").good());
        assertTrue(skep.docker("ps").good().contains("plain"));
        assertFalse(skep.docker("images", "-q").good().isEmpty());
        skep.docker("rm", "-f", "plain").good();
    }

    private Ran create(String name, String... options) {
        var words =
                new java.util.ArrayList<>(
                        List.of("service", "create", "--name", name, "--no-resolve-image"));
        words.addAll(List.of("--restart-delay", "500ms", "--update-monitor", "1s"));
        words.addAll(List.of(options));
        words.addAll(List.of(TestEngine.IMAGE, "sh", "-c", SLEEP));
        return skep.docker(words.toArray(String[]::new));
    }

    private String ls(String name) {
        return skep.docker(
                        "service",
                        "ls",
                        "--filter",
                        "name=" + name,
                        "--format",
                        "{{.Name}} {{.Mode}} {{.Replicas}} {{.Image}}")
                .good();
    }

    /** Each container of the engine with the moment at which it started. */
    private List<String> started() {
        return ids().stream()
                .map(
                        id ->
                                engine.docker("inspect", "-f", "{{.Id}} {{.State.StartedAt}}", id)
                                        .strip())
                .sorted()
                .toList();
    }

    private List<String> ids() {
        return engine.docker("ps", "-q").lines().toList();
    }

    private List<String> running(String key, String value) {
        return ids().stream()
                .filter(
                        id ->
                                engine.docker(
                                                "inspect",
                                                "-f",
                                                "{{.Config."
                                                        + Character.toUpperCase(key.charAt(0))
                                                        + key.substring(1)
                                                        + "}}",
                                                id)
                                        .contains(value))
                .toList();
    }
}
