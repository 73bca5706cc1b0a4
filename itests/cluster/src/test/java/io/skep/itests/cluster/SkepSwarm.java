package io.skep.itests.cluster;

import io.skep.itests.hosts.Host;
import io.skep.itests.hosts.Ran;
import io.skep.itests.hosts.Swarm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A Skep node on each host, from the assembled distribution, beside the host's engine. */
final class SkepSwarm implements Swarm {

    private static final Path ROOT =
            Path.of(System.getProperty("skep.root", "../..")).toAbsolutePath().normalize();
    private static final Duration START = Duration.ofSeconds(180);
    // several nodes on a small machine: benchmarks give them what a node of its own has
    private static final Map<String, String> HEAP =
            Map.of("SKEP_HEAP", System.getProperty("skep.heap", "256m"));
    // until none of its threads is left: one may be in the middle of a write
    private static final String KILL =
            "pid=$(cut -d' ' -f1 "
                    + Host.DATA
                    + "/node.pid) && kill -KILL $pid &&"
                    + " while grep -hs '^State:' /proc/$pid/task/*/status | grep -qv '[ZX] (';"
                    + " do sleep 0.02; done";

    private final List<String> options;

    /** On the engines of the hosts. */
    SkepSwarm() {
        this("--docker-host", Host.ENGINE);
    }

    private SkepSwarm(String... options) {
        this.options = List.of(options);
    }

    /** On hosts without engines: tasks are processes. */
    static SkepSwarm ofProcesses() {
        return new SkepSwarm("--docker-host", "unix:///nonexistent", "--runtime", "process");
    }

    @Override
    public void start(Host host) {
        start(host, Map.of());
    }

    /** Starts a node whose processes have more in their environment. */
    void start(Host host, Map<String, String> more) {
        var environment = new TreeMap<>(HEAP);
        environment.putAll(more);
        var words = new ArrayList<>(List.of(ROOT.resolve("skep").toString(), "up"));
        words.addAll(List.of("--data", Host.DATA, "--listen", host.address() + ":2377"));
        words.addAll(List.of("--advertise", host.address(), "--no-init"));
        words.addAll(options);
        host.run(START, environment, words.toArray(String[]::new)).good();
    }

    /** A command in the Karaf shell of a host's node. */
    static Ran shell(Host host, String line) {
        return host.run(ROOT.resolve("skep").toString(), "shell", "--data", Host.DATA, line);
    }

    /** A bundle of ours as it was built here. */
    static Path built(String bundle) {
        return built("bundles", bundle);
    }

    /** One that is in another folder. */
    static Path built(String folder, String bundle) {
        var target = ROOT.resolve(folder).resolve(bundle).resolve("target");
        try (var files = Files.list(target)) {
            return files.filter(file -> file.toString().endsWith("SNAPSHOT.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("not built: " + bundle));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void kill(Host host) {
        host.run("sh", "-c", KILL).good();
    }

    @Override
    public String server() {
        return "unix://" + Host.DATA + "/skep.sock";
    }

    @Override
    public String log(Host host) {
        return host.run("cat", Host.DATA + "/karaf/data/log/karaf.log").output();
    }
}
