package io.skep.itests.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.skep.itests.engine.TestEngine;
import io.skep.itests.hosts.DockerSwarm;
import io.skep.itests.hosts.Eventually;
import io.skep.itests.hosts.Host;
import io.skep.itests.hosts.Ran;
import io.skep.itests.hosts.Site;
import io.skep.itests.hosts.Swarm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Three managers and two workers, formed with {@code docker swarm init} and {@code docker swarm
 * join}. All tests of a JVM share it; each leaves it {@link #whole}. Property {@code
 * skep.swarm=docker} asks the same questions of Docker's own swarm mode.
 */
final class Cluster {

    static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String ROW =
            "{{.Hostname}} {{.Status}} {{.Availability}} {{.ManagerStatus}}";

    private final Site site = Site.open();
    private final Swarm swarm =
            "docker".equals(System.getProperty("skep.swarm")) ? new DockerSwarm() : new SkepSwarm();
    private final List<Host> hosts;

    private Cluster() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "close-site"));
        hosts = site.boot(List.of("m1", "m2", "m3", "w1", "w2"));
    }

    /** The cluster of this JVM, whole; formed at the first call. */
    static Cluster shared() {
        if ("true".equals(System.getenv("CI"))) {
            assertEquals("", Site.missing());
        }
        assumeTrue(Site.missing().isEmpty(), Site::missing);
        var cluster = Shared.CLUSTER;
        cluster.whole();
        return cluster;
    }

    private void form() {
        Site.together(
                hosts,
                host -> {
                    swarm.start(host);
                    return host;
                });
        var first = hosts.get(0);
        docker(
                        first,
                        "swarm",
                        "init",
                        "--advertise-addr",
                        first.address(),
                        "--data-path-addr",
                        first.dataPath())
                .good();
        hosts.subList(1, 3).forEach(host -> join(host, token("manager")).good());
        workers().forEach(host -> join(host, token("worker")).good());
    }

    private void close() {
        for (var host : hosts) {
            if (host.on()) {
                keepLog(host);
            }
        }
        site.close();
    }

    /** For whoever must find out why a test failed. */
    private void keepLog(Host host) {
        try {
            var logs = Files.createDirectories(Path.of("target", "logs"));
            Files.writeString(logs.resolve(host.name() + ".log"), swarm.log(host));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    Site site() {
        return site;
    }

    Swarm swarm() {
        return swarm;
    }

    List<Host> hosts() {
        return hosts;
    }

    List<Host> managers() {
        return hosts.subList(0, 3);
    }

    List<Host> workers() {
        return hosts.subList(3, 5);
    }

    Ran docker(Host host, String... words) {
        return swarm.docker(host, words);
    }

    /** A token as a manager shows it. */
    String token(String role) {
        return docker(leader(), "swarm", "join-token", "-q", role).good();
    }

    /** Joins through the manager that leads. */
    Ran join(Host host, String token) {
        return docker(
                host,
                "swarm",
                "join",
                "--token",
                token,
                "--data-path-addr",
                host.dataPath(),
                leader().address() + ":2377");
    }

    /** The host whose node leads, as any manager that answers says. */
    Host leader() {
        var name =
                Eventually.holds(
                        "one leads", PATIENCE, this::leaderName, found -> !found.isEmpty());
        return hosts.stream().filter(host -> host.name().equals(name)).findFirst().orElseThrow();
    }

    List<Host> followers() {
        var leader = leader();
        return managers().stream().filter(host -> host != leader).toList();
    }

    /** The id of a host's node that is not down, as the leader knows it. */
    String id(Host host) {
        return docker(leader(), "node", "ls", "--format", "{{.ID}} {{.Hostname}} {{.Status}}")
                .good()
                .lines()
                .filter(line -> line.endsWith(" " + host.name() + " Ready"))
                .map(line -> line.split(" ")[0])
                .findFirst()
                .orElseThrow();
    }

    /** What a manager says of all nodes, sorted: name, state, availability, manager status. */
    List<String> nodes(Host manager) {
        return docker(manager, "node", "ls", "--format", ROW)
                .output()
                .lines()
                .map(String::strip)
                .sorted()
                .toList();
    }

    /** What a manager says of one host's nodes. */
    List<String> nodes(Host manager, Host of) {
        return nodes(manager).stream().filter(row -> row.startsWith(of.name() + " ")).toList();
    }

    /** Waits until every manager sees three managers, one of them leading, and two workers. */
    void whole() {
        for (var manager : managers()) {
            Eventually.holds(
                    "the cluster is whole, as " + manager.name() + " sees it",
                    PATIENCE,
                    () -> nodes(manager),
                    Cluster::isWhole);
        }
    }

    static boolean isWhole(List<String> rows) {
        return rows.size() == 5
                && rows.stream().filter(row -> row.endsWith("Ready Active Leader")).count() == 1
                && rows.stream().filter(row -> row.endsWith("Ready Active Reachable")).count() == 2
                && rows.stream().filter(row -> row.endsWith("Ready Active")).count() == 2;
    }

    private String leaderName() {
        for (var host : managers()) {
            if (!host.on()) {
                continue;
            }
            var rows = docker(host, "node", "ls", "--format", "{{.Hostname}} {{.ManagerStatus}}");
            var name = rows.output().lines().filter(row -> row.endsWith(" Leader")).findFirst();
            if (rows.exit() == 0 && name.isPresent()) {
                return name.get().split(" ")[0];
            }
        }
        return "";
    }

    /** Creates a service of sleepers through this manager. */
    Ran create(Host manager, String name, int replicas, String... options) {
        var words = new ArrayList<>(List.of("service", "create", "--detach", "--no-resolve-image"));
        words.addAll(List.of("--name", name, "--replicas", Integer.toString(replicas)));
        words.addAll(List.of("--restart-delay", "500ms", "--stop-grace-period", "1s"));
        words.addAll(List.of(options));
        words.addAll(List.of(TestEngine.IMAGE, "sleep", "100000"));
        return docker(manager, words.toArray(String[]::new));
    }

    /** How many tasks of a service are wanted and run on each node, as this manager sees it. */
    TreeMap<String, Integer> running(Host manager, String service) {
        var counts = new TreeMap<String, Integer>();
        docker(
                        manager,
                        "service",
                        "ps",
                        service,
                        "--filter",
                        "desired-state=running",
                        "--format",
                        "{{.Node}} {{.CurrentState}}")
                .output()
                .lines()
                .filter(line -> line.contains(" Running "))
                .forEach(line -> counts.merge(line.split(" ")[0], 1, Integer::sum));
        return counts;
    }

    /** Waits until so many tasks of a service run. */
    void awaitRunning(Host manager, String service, int count) {
        Eventually.holds(
                count + " tasks of " + service + " run",
                PATIENCE,
                () -> running(manager, service),
                counts -> counts.values().stream().mapToInt(n -> n).sum() == count);
    }

    /** The slots of a service whose containers run, on all hosts that are on, sorted. */
    List<String> slots(String service) {
        var slots = new ArrayList<String>();
        for (var host : hosts) {
            if (host.on()) {
                host.docker(
                                Host.ENGINE,
                                "ps",
                                "--filter",
                                "label=com.docker.swarm.service.name=" + service,
                                "--format",
                                "{{.Label \"com.docker.swarm.task.name\"}}")
                        .output()
                        .lines()
                        .forEach(name -> slots.add(name.substring(0, name.lastIndexOf('.'))));
            }
        }
        return slots.stream().sorted().toList();
    }

    /** Removes a service and waits until its containers are gone. */
    void remove(String service) {
        docker(leader(), "service", "rm", service).good();
        Eventually.equal(List.of(), PATIENCE, () -> slots(service));
    }

    /** Formed when it is first asked for. */
    private static final class Shared {
        private static final Cluster CLUSTER = new Cluster();

        static {
            CLUSTER.form();
        }
    }
}
