package io.skep.itests.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a person sees who types one command. */
class DemoTest {

    private static final String SKEP = Skep.ROOT.resolve("skep").toString();
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @Test
    void showsContainersOnAnEngineWithoutARegistry() throws IOException {
        var engine = NeedsEngine.engine();
        var data = Files.createTempDirectory("skep-demo");

        // on the engine's machine: that is where its containers' ports are
        var shown =
                engine.inside(
                        SKEP, "demo", "--data", data.toString(), "--docker-host", engine.host());

        assertTrue(shown.contains("A Docker Engine answers"), shown);
        shows(shown);
        assertEquals(
                3,
                engine.docker("ps", "-q", "--filter", "label=com.docker.swarm.service.name=hello")
                        .lines()
                        .count());
        leave(data);
        // its process is known by the number it has there
        stopped(engine.inside(SKEP, "down", "--data", data.toString()), data);
        Eventually.equal("", PATIENCE, () -> engine.docker("ps", "-aq").strip());
    }

    @Test
    void showsProcessesWithoutAnEngine() throws IOException {
        var data = Files.createTempDirectory("skep-demo");

        var shown =
                run("demo", "--data", data.toString(), "--docker-host", "unix:///nonexistent")
                        .good();

        assertTrue(shown.contains("No Docker Engine in use"), shown);
        shows(shown);
        leave(data);
        stopped(run("down", "--data", data.toString()).good(), data);
    }

    private static void shows(String text) {
        assertTrue(text.contains("3/3 running"), text);
        assertEquals(
                3,
                text.lines().filter(line -> line.contains("->  hello from hello.")).count(),
                text);
        assertTrue(text.contains("docker service scale hello=5"), text);
    }

    private static void leave(Path data) {
        Ran.run(
                        PATIENCE,
                        Map.of("DOCKER_HOST", "unix://" + data.resolve("skep.sock")),
                        List.of("docker", "swarm", "leave", "--force"))
                .good();
    }

    private static void stopped(String said, Path data) {
        assertTrue(said.contains("Stopping the node"), said);
        Ran.run(PATIENCE, Map.of(), List.of("rm", "-rf", data.toString())).good();
    }

    private static Ran run(String... words) {
        var all = new ArrayList<>(List.of(SKEP));
        all.addAll(List.of(words));
        return Ran.run(PATIENCE, Map.of(), all);
    }
}
