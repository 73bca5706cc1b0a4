package io.skep.itests.blackbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.skep.itests.engine.TestEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A node started from the assembled distribution by {@code ./skep}, and the docker CLI that drives
 * it. With property {@code skep.conformance} every answer it gave is held against that API
 * definition when it is closed.
 */
final class Skep implements AutoCloseable {

    static final Path ROOT = Path.of("").toAbsolutePath().resolve("../..").normalize();

    private static final Duration START = Duration.ofSeconds(180);
    private static final Duration COMMAND = Duration.ofSeconds(120);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path data;
    private final List<String> options;
    private final Conformance conformance;
    private @Nullable Tee tee;

    private Skep(Path data, List<String> options, Conformance conformance) {
        this.data = data;
        this.options = options;
        this.conformance = conformance;
    }

    /** A one-node cluster on a Docker Engine. */
    static Skep on(TestEngine engine, String... options) {
        var words = new ArrayList<>(List.of("--docker-host", engine.host()));
        words.addAll(List.of(options));
        return up(words, Conformance.ofClusterCalls());
    }

    /** A one-node cluster that runs processes, with no engine in reach. */
    static Skep withoutEngine(String... options) {
        var words =
                new ArrayList<>(
                        List.of("--docker-host", "unix:///nonexistent", "--runtime", "process"));
        words.addAll(List.of(options));
        return up(words, Conformance.ofAllCalls());
    }

    private static Skep up(List<String> options, Conformance conformance) {
        try {
            var data = Files.createTempDirectory("skep-node");
            var words = new ArrayList<>(List.of("--listen", freeAddress()));
            words.addAll(List.of("--advertise", "127.0.0.1"));
            words.addAll(options);
            var node = new Skep(data, words, conformance);
            node.start();
            return node;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Nodes of other tests may run on this machine. */
    private static String freeAddress() throws IOException {
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "127.0.0.1:" + free.getLocalPort();
        }
    }

    /** Where the cluster's port is. */
    String listens() {
        return options.get(1);
    }

    void start() {
        var words = new ArrayList<>(List.of("--data", data.toString()));
        words.addAll(options);
        launcher("up", words).good();
        if (tee == null) {
            tee = Tee.before(socket());
        }
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

    /** Bytes of its heap that are in use after a collection. */
    long liveHeap() {
        var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        var histogram = List.of(jcmd, Long.toString(pid()), "GC.class_histogram");
        var total = Ran.run(COMMAND, Map.of(), histogram).good().strip().lines();
        var words = total.reduce("", (first, last) -> last).strip().split("\\s+");
        return Long.parseLong(words[words.length - 1]);
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

    /** The node's own socket. */
    Path socket() {
        return data.resolve("skep.sock");
    }

    /** Where clients connect, as for {@code DOCKER_HOST}. */
    String host() {
        var before = tee;
        return "unix://" + (before == null ? socket() : before.socket());
    }

    /** The docker CLI against this node. */
    Ran docker(String... words) {
        var all = new ArrayList<String>(List.of("docker"));
        all.addAll(List.of(words));
        return Ran.run(COMMAND, Map.of("DOCKER_HOST", host()), all);
    }

    /** One command of Karaf's shell. */
    Ran shell(String... words) {
        var all = new ArrayList<>(List.of("--data", data.toString()));
        all.addAll(List.of(words));
        return launcher("shell", all);
    }

    /** The first object that {@code docker KIND inspect NAME} prints. */
    JsonNode inspect(String kind, String name) {
        return json(docker(kind, "inspect", name).good()).get(0);
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** How many tasks of a service run, as {@code docker service ps} sees it. */
    long running(String service) {
        return docker(
                        "service",
                        "ps",
                        service,
                        "--filter",
                        "desired-state=running",
                        "--format",
                        "{{.CurrentState}}")
                .output()
                .lines()
                .filter(line -> line.startsWith("Running"))
                .count();
    }

    @Override
    public void close() {
        docker("swarm", "leave", "--force");
        stop();
        var said = tee;
        if (said != null) {
            said.close();
            conformance.check(said.talks());
        }
        Ran.run(COMMAND, Map.of(), List.of("rm", "-rf", data.toString())).good();
    }

    private Ran launcher(String command, List<String> words) {
        var all = new ArrayList<>(List.of(ROOT.resolve("skep").toString(), command));
        all.addAll(words);
        return Ran.run(START, Map.of(), all);
    }
}
