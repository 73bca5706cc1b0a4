package io.skep.itests.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Programs as their distributors ship them drive a node in place of a Docker Swarm; {@link
 * DockerJavaTest} is another one, and {@link FlagsTest} has two docker commands.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClientsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final String DOCKERODE = "dockerode@5.0.1";

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
    void isDrivenByPython(@TempDir Path directory) throws IOException {
        assumeThere(Path.of("/usr/lib/python3/dist-packages/docker"));
        var script = resource("client.py", directory);

        assertEquals("done", run(Map.of(), "/usr/bin/python3", script.toString()));
    }

    @Test
    void isDrivenByAnsible(@TempDir Path directory) throws IOException {
        assumeThere(Path.of("/usr/bin/ansible-playbook"));
        var book = resource("client.yml", directory);
        var settings =
                Map.of("ANSIBLE_LOCALHOST_WARNING", "false", "ANSIBLE_HOME", directory.toString());

        var said =
                run(
                        settings,
                        "/usr/bin/ansible-playbook",
                        "-i",
                        "localhost,",
                        "-e",
                        "ansible_python_interpreter=/usr/bin/python3",
                        book.toString());

        assertTrue(said.contains("failed=0"), said);
    }

    @Test
    void isDrivenByDockerode(@TempDir Path directory) throws IOException {
        assumeThere(Path.of("/usr/bin/node"));
        assumeThere(Path.of("/usr/bin/npm"));
        var modules = dockerode();
        var script = resource("client.js", directory);

        assertEquals("done", run(Map.of("NODE_PATH", modules.toString()), "node", "" + script));
    }

    /** Fetched once; where nobody can be reached there is none. */
    private static Path dockerode() {
        var home = Path.of("target", "npm").toAbsolutePath();
        var modules = home.resolve("node_modules");
        if (!Files.exists(modules.resolve("dockerode"))) {
            var quietly = List.of("--no-audit", "--no-fund", "--loglevel=error");
            var words = new ArrayList<>(List.of("npm", "install", "--prefix", home.toString()));
            words.addAll(quietly);
            words.add(DOCKERODE);
            var fetched = Ran.run(PATIENCE, Map.of(), words);
            assumeTrue(fetched.exit() == 0, () -> "npm gave nothing: " + fetched.errors());
        }
        return modules;
    }

    @Test
    void isDiscoveredByPrometheus(@TempDir Path directory) throws Exception {
        assumeThere(Path.of("/usr/bin/prometheus"));
        // tasks and services are found by their addresses, which they have before they run
        skep.docker("network", "create", "--driver", "overlay", "finders").good();
        var words = "service create --detach --name found --label shown=yes --network finders";
        skep.docker((words + " process sleep 1000").split(" ")).good();
        var settings = Files.writeString(directory.resolve("prometheus.yml"), discovery());
        int port = freePort();
        var command =
                List.of(
                        "/usr/bin/prometheus",
                        "--config.file=" + settings,
                        "--storage.tsdb.path=" + directory.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port);
        var log = directory.resolve("log").toFile();
        var prometheus =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log).start();
        try {
            for (var wanted :
                    List.of("\"job\":\"nodes\"", "\"job\":\"tasks\"", "\"shown\":\"yes\"")) {
                Eventually.equal(true, PATIENCE, () -> targets(port).contains(wanted));
            }
        } finally {
            prometheus.destroy();
            prometheus.waitFor();
            skep.docker("service", "rm", "found").good();
            Eventually.equal(0, PATIENCE, () -> skep.docker("network", "rm", "finders").exit());
        }
    }

    private String discovery() {
        var jobs = new StringBuilder("scrape_configs:\n");
        for (var role : List.of("nodes", "services", "tasks")) {
            jobs.append("- job_name: ").append(role).append("\n  relabel_configs:\n");
            jobs.append("  - {regex: __meta_dockerswarm_service_label_(.+), action: labelmap}\n");
            jobs.append("  dockerswarm_sd_configs:\n  - {host: '").append(skep.host());
            jobs.append("', role: ").append(role).append(", port: 9323, refresh_interval: 1s}\n");
        }
        return jobs.toString();
    }

    private static String targets(int port) {
        var uri = URI.create("http://127.0.0.1:" + port + "/api/v1/targets");
        try {
            return HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException notYet) {
            return "";
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private String run(Map<String, String> more, String... words) {
        var environment = new HashMap<>(more);
        environment.put("DOCKER_HOST", skep.host());
        return Ran.run(PATIENCE, environment, List.of(words)).good();
    }

    /** Where the machine may install programs, {@code ./skep test} has; elsewhere one may lack. */
    private static void assumeThere(Path program) {
        if ("true".equals(System.getenv("CI"))) {
            assertTrue(Files.exists(program), () -> "there is no " + program);
        }
        assumeTrue(Files.exists(program), () -> "there is no " + program);
    }

    private static Path resource(String name, Path directory) {
        try (var file = ClientsTest.class.getResourceAsStream(name)) {
            return Files.write(directory.resolve(name), file.readAllBytes());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
