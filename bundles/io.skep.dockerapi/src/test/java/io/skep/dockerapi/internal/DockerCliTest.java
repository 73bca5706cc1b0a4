package io.skep.dockerapi.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.skep.control.ClusterEvent;
import io.skep.control.Command;
import io.skep.control.Receipt;
import io.skep.dockerapi.internal.world.ScriptedControl;
import io.skep.dockerapi.internal.world.Things;
import io.skep.dockerapi.internal.world.World;
import io.skep.model.LogLine;
import io.skep.model.TaskState;
import io.skep.model.spec.ServiceMode;
import io.skep.model.spec.ServiceSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The unmodified docker CLI takes the door for a swarm manager. */
@Timeout(60)
class DockerCliTest {

    private static final List<Path> PLACES =
            List.of(Path.of("/usr/bin/docker"), Path.of("/usr/local/bin/docker"));
    private static final String SERVICE = "ke86yslkapm2e0svokoa0pnjb";
    private static final ServiceSpec WEB = Things.spec("web", ServiceMode.replicated(1));

    private final World world = new World();

    @BeforeAll
    static void need() {
        boolean there = PLACES.stream().anyMatch(Files::isExecutable);
        if (!there && System.getenv("CI") != null) {
            fail("there is no docker CLI");
        }
        assumeTrue(there, "there is no docker CLI");
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void foundsACluster() {
        world.control()
                .answers(
                        command -> {
                            Things.cluster(world.control());
                            return Receipt.of(Things.NODE.value());
                        });

        var said = docker("swarm", "init", "--advertise-addr", "10.77.0.1");

        assertTrue(said.contains("is now a manager"), said);
        assertTrue(said.contains("docker swarm join --token SWMTKN-1-w 10.77.0.1:2377"), said);
    }

    @Test
    void listsAndInspectsNodes() {
        Things.cluster(world.control());

        var listed = docker("node", "ls");
        var pretty = docker("node", "inspect", "--pretty", "self");
        var info = docker("info");

        assertTrue(listed.contains("Leader") && listed.contains("n1"), listed);
        assertTrue(pretty.contains("Engine Version:\t\t28.5.2"), pretty);
        assertTrue(info.contains("Is Manager: true"), info);
        assertTrue(docker("version").contains("1.44"));
    }

    @Test
    void showsServicesAndTheirTasks() {
        running();

        var listed = docker("service", "ls");
        var tasks = docker("service", "ps", "web");
        var pretty = docker("service", "inspect", "--pretty", "web");

        assertTrue(listed.contains("1/1") && listed.contains("*:8080->80/tcp"), listed);
        assertTrue(tasks.contains("web.1") && tasks.contains("Running"), tasks);
        assertTrue(pretty.contains("Image:\t\tapp:1") && pretty.contains("Replicas:\t1"), pretty);
    }

    @Test
    void createsAServiceAndWaitsForItsTasks() {
        Things.cluster(world.control()).answers(this::obey);

        var said = docker("service", "create", "--name", "web", "app:1");

        assertTrue(said.contains("converged"), said);
        var create = (Command.CreateService) world.control().command();
        assertEquals("web", create.spec().name());
    }

    @Test
    void scalesUpdatesAndRemovesAService() {
        running();

        docker("service", "scale", "-d", "web=3");
        docker("service", "update", "-d", "--image", "app:2", "web");
        docker("service", "rm", "web");

        var scale = (Command.UpdateService) world.control().command();
        var update = (Command.UpdateService) world.control().command();
        assertEquals(ServiceMode.replicated(3), scale.spec().mode());
        assertEquals(26, scale.version());
        assertEquals("app:2", update.spec().taskTemplate().containerSpec().image());
        assertEquals("spec", update.registryAuthFrom());
        assertEquals(new Command.RemoveService("web"), world.control().command());
    }

    @Test
    void createsAndListsSecretsConfigsAndNetworks() throws IOException {
        Things.cluster(world.control())
                .commit(
                        30,
                        ScriptedControl.THEN,
                        Things.secret("foayb91v46kfqardld0z9k368", "s1", Map.of()),
                        Things.config("cayb91v46kfqardld0z9k3681", "c1"),
                        Things.network("6mg7mgsbx6621tyod1uf5vp7q", "ov1", Map.of()));

        assertTrue(docker("secret", "ls").contains("s1"));
        assertTrue(docker("config", "inspect", "--pretty", "c1").contains("shown"));
        assertTrue(docker("network", "ls").contains("ov1"));
        assertTrue(docker("network", "inspect", "ov1").contains("10.55.0.0/24"));
        docker("network", "create", "-d", "overlay", "ov2");
        assertEquals("ov2", ((Command.CreateNetwork) world.control().command()).spec().name());
    }

    @Test
    void showsEventsThatHappened() {
        Things.cluster(world.control())
                .happened(
                        new ClusterEvent(
                                ScriptedControl.THEN,
                                "service",
                                "create",
                                SERVICE,
                                Map.of("name", "web")));

        var said = docker("events", "--since", "1760000000", "--until", "1795415142");

        assertTrue(said.contains("service create " + SERVICE + " (name=web)"), said);
    }

    @Test
    void showsTheOutputOfTasks() {
        running();
        var said = CompletableFuture.supplyAsync(() -> docker("service", "logs", "--raw", "web"));

        var call = world.control().logCall();
        var task = world.control().read().toCompletableFuture().join().tasks().get("t1").get();
        call.sink().line(task, new LogLine(1, ScriptedControl.THEN, "hello\n", Map.of()));
        call.sink().end("");

        assertEquals("hello\n", said.join());
    }

    @Test
    void saysWhyThereIsNoManager() {
        world.control()
                .refuses(
                        io.skep.control.Refusal.Code.UNAVAILABLE,
                        "This node is not a swarm manager.");

        var said = run(List.of("node", "ls"));

        assertTrue(said.contains("This node is not a swarm manager."), said);
    }

    @Test
    void asksForEveryKindWhenNoneIsNamed() {
        running();

        assertTrue(docker("inspect", "web").contains(SERVICE));
        assertEquals("", docker("ps", "-q"));
        assertEquals("", docker("images", "-q"));
        assertTrue(docker("volume", "ls").contains("DRIVER"));
    }

    @Test
    void deploysListsAndRemovesAStack() throws IOException {
        Things.cluster(world.control()).answers(this::stacked);
        var compose = world.socket().resolveSibling("compose.yaml");
        var secret = world.socket().resolveSibling("secret.txt");
        Files.writeString(secret, "hidden");
        Files.writeString(
                compose,
                """
                services:
                  web:
                    image: app:1
                    networks: [front]
                    secrets: [key]
                    deploy: {replicas: 1}
                networks: {front: {}}
                secrets: {key: {file: ./secret.txt}}
                """);

        docker(
                "stack",
                "deploy",
                "--detach=true",
                "--resolve-image=never",
                "-c",
                "" + compose,
                "s");

        var network = (Command.CreateNetwork) world.control().command();
        var key = (Command.CreateSecret) world.control().command();
        var service = (Command.CreateService) world.control().command();
        assertEquals("s_front", network.spec().name());
        assertEquals("hidden", new String(key.spec().data().bytes(), StandardCharsets.UTF_8));
        assertEquals("s_web", service.spec().name());
        assertEquals("s_front", service.spec().taskTemplate().networks().get(0).target());
        assertTrue(docker("stack", "ls").contains("s "), "stack ls");
        assertTrue(docker("stack", "services", "s").contains("s_web"), "stack services");
        assertTrue(docker("stack", "ps", "s").contains("s_web.1"), "stack ps");

        docker("stack", "rm", "--detach=true", "s");

        assertEquals(new Command.RemoveService(SERVICE), world.control().command());
        assertEquals(new Command.RemoveSecret("secretid"), world.control().command());
        assertEquals(new Command.RemoveNetwork("networkid"), world.control().command());
        Files.delete(compose);
        Files.delete(secret);
    }

    /** What a stack makes appears. */
    private Receipt stacked(Command command) {
        var index = 40 + world.control().commits();
        if (command instanceof Command.CreateNetwork network) {
            var made = Things.network("networkid", network.spec().name(), network.spec().labels());
            world.control().commit(index, ScriptedControl.THEN, made);
        }
        if (command instanceof Command.CreateSecret secret) {
            var made = Things.secret("secretid", secret.spec().name(), secret.spec().labels());
            world.control().commit(index, ScriptedControl.THEN, made);
        }
        return obey(command);
    }

    private void running() {
        Things.cluster(world.control());
        obey(new Command.CreateService(WEB, io.skep.model.spec.Payload.EMPTY));
    }

    private Receipt obey(Command command) {
        if (command instanceof Command.CreateService create) {
            var spec = create.spec();
            world.control()
                    .commit(
                            26,
                            ScriptedControl.THEN,
                            Things.wish(SERVICE, spec),
                            Things.plan(SERVICE, spec),
                            Things.task("t1", SERVICE, spec, 1),
                            Things.seen("t1", TaskState.RUNNING));
        }
        return Receipt.of(SERVICE);
    }

    /** What it prints, when it succeeds. */
    private String docker(String... words) {
        var said = run(List.of(words));
        assertTrue(said.endsWith("\u0000" + "0"), said);
        return said.substring(0, said.length() - 2);
    }

    private String run(List<String> words) {
        var command = new ArrayList<>(List.of("docker", "-H", "unix://" + world.socket()));
        command.addAll(words);
        try {
            var started = new ProcessBuilder(command).redirectErrorStream(true);
            started.environment().put("DOCKER_CONFIG", world.socket().getParent().toString());
            var process = started.start();
            process.getOutputStream().close();
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return said + "\u0000" + process.waitFor();
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}
