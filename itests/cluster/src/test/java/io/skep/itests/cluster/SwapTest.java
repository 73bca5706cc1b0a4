package io.skep.itests.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.itests.hosts.Eventually;
import io.skep.itests.hosts.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plugs of the cluster's own that are exchanged while it works. */
class SwapTest {

    private static final String TRANSPORT = "io.skep.transport.netty";
    private static final Pattern TOOK_OVER =
            Pattern.compile("socket transport: netty .* took over in .* epoch [2-9]");
    private static final Duration A_FEW_SECONDS = Duration.ofSeconds(5);
    private static final String WATCH =
            "while [ -e /run/watched ]; do docker -H \"$1\" node ls --format"
                    + " 'node {{.Hostname}} {{.Status}}' 2>/dev/null; sleep 0.3; done; echo end";

    @TempDir private Path directory;
    private Cluster cluster;

    @BeforeEach
    void form() {
        cluster = Cluster.shared();
    }

    @AfterEach
    void clear() {
        cluster.managers().forEach(host -> host.run("rm", "-f", "/run/watched"));
        cluster.remove("swapped");
    }

    @Test
    void aNewVersionOfTheTransportTakesOverOnOneNodeAfterTheOther() throws IOException {
        var jar = fresh();
        cluster.create(cluster.leader(), "swapped", 10).good();
        cluster.awaitRunning(cluster.leader(), "swapped", 10);
        var before = Containers.started(cluster.hosts(), "swapped");
        var order = order();
        var watches = cluster.managers().stream().map(this::watch).toList();

        for (var host : order) {
            var begun = System.nanoTime();
            drop(jar, host);
            var through = cluster.managers().contains(host) ? host : order.get(2);
            Eventually.equal(0, A_FEW_SECONDS, () -> write(through, host));
            Figures.since("swap of the transport on " + host.name() + " to a write", begun);
        }

        cluster.whole();
        assertEquals(before, Containers.started(cluster.hosts(), "swapped"));
        watches.forEach(Watch::sawNobodyLost);
    }

    /** Karaf updates a bundle in place when one of its name comes into its folder. */
    private void drop(Path jar, Host host) {
        var folder = Host.DATA + "/karaf/";
        host.run("cp", jar.toString(), folder + "fresh.part").good();
        host.run("mv", folder + "fresh.part", folder + "deploy/transport.jar").good();
        Eventually.holds(
                "the new one carries frames on " + host.name(),
                Cluster.PATIENCE,
                () -> cluster.swarm().log(host),
                log -> TOOK_OVER.matcher(log).find());
    }

    /** Workers, then followers, then who leads. */
    private List<Host> order() {
        var order = new ArrayList<>(cluster.workers());
        order.addAll(cluster.followers());
        order.add(cluster.leader());
        return order;
    }

    private int write(Host through, Host of) {
        return cluster.docker(through, "node", "update", "--label-add", "swapped=yes", of.name())
                .exit();
    }

    /** The plug as it is built here, and yet another one. */
    private Path fresh() throws IOException {
        var jar = directory.resolve("transport.jar");
        try (var in = new JarInputStream(Files.newInputStream(SkepSwarm.built(TRANSPORT)))) {
            var manifest = new Manifest(in.getManifest());
            manifest.getMainAttributes().putValue("Skep-Swapped", "yes");
            try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
                for (var entry = in.getNextJarEntry();
                        entry != null;
                        entry = in.getNextJarEntry()) {
                    out.putNextEntry(entry);
                    in.transferTo(out);
                }
            }
        }
        return jar;
    }

    /** Looks at all nodes again and again, on this manager. */
    private Watch watch(Host manager) {
        var log = "watch-" + System.nanoTime();
        manager.run("touch", "/run/watched").good();
        manager.start(log, List.of("sh", "-c", WATCH, "sh", cluster.swarm().server()));
        return new Watch(manager, log);
    }

    private record Watch(Host manager, String log) {

        void sawNobodyLost() {
            manager.run("rm", "/run/watched").good();
            var seen =
                    Eventually.holds(
                                    "the watch ends",
                                    Cluster.PATIENCE,
                                    () -> manager.log(log),
                                    said -> said.endsWith("end\n"))
                            .lines()
                            .filter(line -> line.startsWith("node "))
                            .toList();
            assertTrue(seen.size() > 50, () -> manager.name() + " looked too seldom: " + seen);
            assertEquals(
                    List.of(),
                    seen.stream().filter(line -> !line.endsWith(" Ready")).distinct().toList(),
                    "as " + manager.name() + " saw it");
        }
    }
}
