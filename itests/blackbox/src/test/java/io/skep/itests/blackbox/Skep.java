package io.skep.itests.blackbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A node started from the assembled distribution by {@code ./skep}, and the docker CLI that drives it. */
final class Skep implements AutoCloseable {

    private static final Path ROOT = Path.of("").toAbsolutePath().resolve("../..").normalize();
    private static final Duration START = Duration.ofSeconds(180);
    private static final Duration COMMAND = Duration.ofSeconds(120);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path data;
    private final List<String> options;

    private Skep(Path data, List<String> options) {
        this.data = data;
        this.options = options;
    }

    /** A node with a directory of its own, started with these options of {@code ./skep up}. */
    static Skep up(String... options) {
        try {
            var node = new Skep(Files.createTempDirectory("skep-node"), List.of(options));
            node.start();
            return node;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    void start() {
        var words = new ArrayList<>(List.of("--data", data.toString()));
        words.addAll(options);
        launcher("up", words).good();
    }

    void stop() {
        launcher("down", List.of("--data", data.toString())).good();
    }

    /** Ends the node process at once, as a power cut of the process would. */
    void kill() {
        var process = ProcessHandle.of(pid()).orElseThrow();
        process.destroyForcibly();
        process.onExit().join();
    }

    long pid() {
        try {
            return Long.parseLong(Files.readString(data.resolve("node.pid")).split(" ")[0]);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    Path data() {
        return data;
    }

    String host() {
        return "unix://" + data.resolve("skep.sock");
    }

    /** The docker CLI against this node. */
    Ran docker(String... words) {
        var all = new ArrayList<String>(List.of("docker"));
        all.addAll(List.of(words));
        return Ran.run(COMMAND, Map.of("DOCKER_HOST", host()), all);
    }

    /** One command of Karaf's shell. */
    Ran shell(String command) {
        return launcher("shell", List.of("--data", data.toString(), command));
    }

    /** What {@code docker inspect} of some kind prints, as JSON. */
    JsonNode inspect(String kind, String name) {
        try {
            return JSON.readTree(docker(kind, "inspect", name).good()).get(0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** How many tasks of a service run, as {@code docker service ps} sees it. */
    long running(String service) {
        var states =
                docker("service", "ps", service, "--filter", "desired-state=running", "--format", "{{.CurrentState}}");
        return states.output().lines().filter(line -> line.startsWith("Running")).count();
    }

    @Override
    public void close() {
        docker("swarm", "leave", "--force");
        stop();
        Ran.run(COMMAND, Map.of(), List.of("rm", "-rf", data.toString())).good();
    }

    private Ran launcher(String command, List<String> words) {
        var all = new ArrayList<>(List.of(ROOT.resolve("skep").toString(), command));
        all.addAll(words);
        return Ran.run(START, Map.of(), all);
    }
}
