package io.skep.itests.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.itests.hosts.Eventually;
import io.skep.itests.hosts.Host;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Managers without room on their disks. Source: consensus-and-faults C-12. */
class FullDiskTest {

    private static final Duration RECOVERED = Duration.ofSeconds(30);
    private static final String LARGE = "/run/large";
    // more than a log sets aside
    private static final int ENOUGH = 5;

    private final TreeSet<String> acknowledged = new TreeSet<>();
    private Cluster cluster;
    private Map<String, String> before = Map.of();
    private int number;

    @BeforeEach
    void form() {
        cluster = Cluster.shared();
        for (var host : cluster.managers()) {
            host.run("sh", "-c", "head -c 400000 /dev/urandom | base64 > " + LARGE).good();
        }
        cluster.create(cluster.leader(), "unmoved", 10).good();
        cluster.awaitRunning(cluster.leader(), "unmoved", 10);
        before = Containers.started(cluster.hosts(), "unmoved");
    }

    @AfterEach
    void clear() {
        cluster.managers().forEach(Host::freeDisk);
        cluster.whole();
        for (var config : kept(cluster.leader())) {
            cluster.docker(cluster.leader(), "config", "rm", config);
        }
        cluster.remove("unmoved");
    }

    @Test
    @EnabledIfSystemProperty(named = "skep.nightly", matches = "true")
    void C_12_aFollowerWithoutRoom() {
        suffers(cluster.followers().get(0), cluster.leader());
    }

    @Test
    void C_12_aLeaderWithoutRoom() {
        suffers(cluster.leader(), cluster.followers().get(0));
    }

    @Test
    @EnabledIfSystemProperty(named = "skep.nightly", matches = "true")
    void C_12_noManagerHasRoom() {
        cluster.managers().forEach(Host::fillDisk);
        var asked = cluster.managers().get(1);

        for (int refused = 0; refused < 1; ) {
            refused += write(asked) ? 0 : 1;
            assertTrue(acknowledged.size() < 2 * ENOUGH, "nothing was full");
        }

        cluster.managers().forEach(Host::freeDisk);
        recovers("all", asked);
    }

    private void suffers(Host victim, Host other) {
        victim.fillDisk();

        Eventually.holds(
                "others go on",
                Cluster.PATIENCE,
                () -> write(other) ? acknowledged.size() : 0,
                count -> count >= ENOUGH);

        victim.freeDisk();
        recovers(victim.name(), victim);
    }

    /** It works again, everything acknowledged is everywhere, and no task was touched. */
    private void recovers(String who, Host host) {
        var begun = System.nanoTime();
        Eventually.equal(true, RECOVERED, () -> write(host));
        Eventually.holds(
                "the cluster is whole",
                RECOVERED.minusNanos(System.nanoTime() - begun),
                () -> cluster.nodes(host),
                Cluster::isWhole);
        Figures.since("C-12 " + who + " works again", begun);
        for (var manager : cluster.managers()) {
            Eventually.equal(List.of(), Cluster.PATIENCE, () -> lost(manager));
        }
        assertEquals(before, Containers.started(cluster.hosts(), "unmoved"));
        System.out.println("figure C-12 acknowledged " + acknowledged.size() + " of " + number);
    }

    private boolean write(Host through) {
        var name = "large" + number++;
        var taken = cluster.docker(through, "config", "create", name, LARGE).exit() == 0;
        if (taken) {
            acknowledged.add(name);
        }
        return taken;
    }

    private List<String> lost(Host manager) {
        var kept = kept(manager);
        return acknowledged.stream().filter(name -> !kept.contains(name)).toList();
    }

    private List<String> kept(Host manager) {
        return cluster.docker(manager, "config", "ls", "--format", "{{.Name}}")
                .output()
                .lines()
                .filter(name -> name.startsWith("large"))
                .toList();
    }
}
