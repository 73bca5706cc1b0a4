package io.skep.itests.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.itests.engine.TestEngine;
import io.skep.itests.hosts.Eventually;
import io.skep.itests.hosts.Host;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * No request is dropped when tasks come and go: somebody outside asks through the mesh, and a task
 * through the virtual address.
 */
@EnabledIfSystemProperty(named = "skep.nightly", matches = "true")
class RequestsTest {

    private static final int ROUNDS = Integer.getInteger("skep.rounds", 1);
    private static final int RATE = Integer.getInteger("skep.rate", 100);
    private static final String THREADS = "16";
    private static final int TASKS = 4;
    private static final List<String> PLUGS =
            List.of("io.skep.network.vxlan", "io.skep.network.nftables", "io.skep.dns.zone");
    // stops listening at once, and ends what it has begun
    private static final String WEB =
            "mkdir -p /www; echo here > /www/index.html; trap 'kill $P; sleep 0.5; exit 0' TERM;"
                    + " httpd -f -p 80 -h /www & P=$!; wait $P";

    private Cluster cluster;
    private Host outside;

    @BeforeEach
    void serve() {
        cluster = Cluster.shared();
        outside =
                cluster.site().hosts().stream()
                        .filter(host -> host.name().equals("outside"))
                        .findFirst()
                        .orElseGet(() -> cluster.site().add("outside"));
        outside.powerOn();
        manage("network", "create", "-d", "overlay", "back");
        var words = new ArrayList<>(List.of("service", "create", "--detach", "--no-resolve-image"));
        words.addAll(List.of("--name", "web", "--replicas", "" + TASKS, "--network", "back"));
        words.addAll(List.of("--publish", "18080:80", "--stop-grace-period", "5s"));
        words.addAll(List.of("--health-cmd", "wget -q -O /dev/null http://127.0.0.1/"));
        words.addAll(List.of("--health-interval", "2s", "--health-retries", "10"));
        words.addAll(List.of(TestEngine.IMAGE, "sh", "-c", WEB));
        manage(words.toArray(String[]::new));
        cluster.create(cluster.leader(), "caller", 1, "--network", "back", at(caller())).good();
        cluster.awaitRunning(cluster.leader(), "caller", 1);
        cluster.awaitRunning(cluster.leader(), "web", TASKS);
    }

    @AfterEach
    void clear() {
        outside.powerOff();
        cluster.hosts().forEach(this::activate);
        for (var service : List.of("web", "caller")) {
            cluster.docker(cluster.leader(), "service", "rm", service);
            Eventually.equal(List.of(), Cluster.PATIENCE, () -> cluster.slots(service));
        }
        Eventually.holds(
                "the network goes",
                Cluster.PATIENCE,
                () -> cluster.docker(cluster.leader(), "network", "rm", "--force", "back").exit(),
                exit -> exit == 0);
    }

    @Test
    void noRequestIsDroppedWhenTasksComeAndGo() {
        var load = begin();
        for (int round = 0; round < ROUNDS; round++) {
            scale(TASKS + 2);
            scale(TASKS - 2);
            scale(TASKS);
            manage("node", "update", "--availability", "drain", drained().name());
            Eventually.holds(
                    "the tasks of " + drained().name() + " have moved",
                    Cluster.PATIENCE,
                    () -> cluster.running(cluster.leader(), "web"),
                    counts -> !counts.containsKey(drained().name()));
            cluster.awaitRunning(cluster.leader(), "web", TASKS);
            activate(drained());
            manage("service", "update", "--force", "--detach=false", "--quiet", "web");
        }
        load.forEach(RequestsTest::isAnswered);
    }

    @Test
    void noRequestIsDroppedWhenNodesAreKilledAndComeBack() {
        var load = begin();
        for (int round = 0; round < ROUNDS; round++) {
            for (var host : List.of(cluster.workers().get(0), cluster.followers().get(0))) {
                cluster.swarm().kill(host);
                cluster.swarm().start(host);
                cluster.whole();
            }
        }
        load.forEach(RequestsTest::isAnswered);
    }

    @Test
    void noRequestIsDroppedWhenPlugsOfNetworksAreReplacedOnOneNodeAfterTheOther() {
        var load = begin();
        for (int round = 0; round < ROUNDS; round++) {
            for (var host : cluster.hosts()) {
                for (var plug : PLUGS) {
                    SkepSwarm.shell(host, "bundle:update " + plug).good();
                }
                Eventually.holds(
                        "the plugs of " + host.name() + " work again",
                        Cluster.PATIENCE,
                        () -> SkepSwarm.shell(host, "skep:plug-ls").output(),
                        RequestsTest::areLive);
            }
        }
        load.forEach(RequestsTest::isAnswered);
    }

    private static boolean areLive(String rows) {
        return Stream.of("vxlan", "nftables", "zone")
                .allMatch(
                        plug ->
                                rows.lines()
                                        .anyMatch(
                                                row -> row.contains(plug) && row.contains("live")));
    }

    private void scale(int tasks) {
        manage("service", "scale", "--detach", "web=" + tasks);
        cluster.awaitRunning(cluster.leader(), "web", tasks);
        Eventually.equal(tasks, Cluster.PATIENCE, () -> cluster.slots("web").size());
    }

    private void activate(Host host) {
        manage("node", "update", "--availability", "active", host.name());
    }

    private void manage(String... words) {
        cluster.docker(cluster.leader(), words).good();
    }

    private Host caller() {
        return cluster.workers().get(1);
    }

    private Host drained() {
        return cluster.workers().get(0);
    }

    private static String at(Host host) {
        return "--constraint=node.hostname==" + host.name();
    }

    /** Starts both askers, and waits until each has been answered. */
    private List<Asking> begin() {
        var doors = cluster.hosts().stream().map(host -> host.address() + ":18080").toList();
        var pid = container("{{.State.Pid}}");
        return List.of(
                asking("mesh", outside, List.of(), doors),
                asking(
                        "address",
                        caller(),
                        List.of("nsenter", "-t", pid, "-n", "--"),
                        List.of(virtualAddress() + ":80")));
    }

    private String container(String format) {
        var label = "label=com.docker.swarm.service.name=caller";
        var id = caller().docker(Host.ENGINE, "ps", "-q", "--filter", label).good();
        return caller().docker(Host.ENGINE, "inspect", "-f", format, id).good();
    }

    /** The one in the network that the caller is in too. */
    private String virtualAddress() {
        var format = "{{range .Endpoint.VirtualIPs}}{{.NetworkID}} {{.Addr}}\n{{end}}";
        var leader = cluster.leader();
        var id = cluster.docker(leader, "network", "inspect", "-f", "{{.ID}}", "back").good();
        return cluster.docker(leader, "service", "inspect", "-f", format, "web")
                .good()
                .lines()
                .filter(line -> line.startsWith(id + " "))
                .map(line -> line.substring(id.length() + 1).split("/")[0])
                .findFirst()
                .orElseThrow();
    }

    private static Asking asking(
            String name, Host host, List<String> prefix, List<String> servers) {
        var flag = "/run/" + name + ".asks";
        host.run("touch", flag).good();
        var words = new ArrayList<>(prefix);
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp"));
        words.add(Path.of("target", "test-classes").toAbsolutePath().toString());
        words.addAll(List.of(Asker.class.getName(), flag, "" + RATE, THREADS));
        words.addAll(servers);
        var log = name + "-" + System.nanoTime();
        return new Asking(name, host, flag, log, host.start(log, words));
    }

    /** Ends an asker: everything it asked was answered, and it asked a lot. */
    private static void isAnswered(Asking asking) {
        asking.host().run("rm", asking.flag()).good();
        var said =
                Eventually.holds(
                        "the asker ends",
                        Cluster.PATIENCE,
                        () -> asking.host().log(asking.log()),
                        log -> log.endsWith("end\n"));
        System.out.println(asking.name() + ": " + said.lines().findFirst().orElse(""));
        assertEquals(
                List.of(),
                said.lines().filter(line -> line.startsWith("failed")).toList(),
                asking.name());
        var answered = Long.parseLong(said.lines().findFirst().orElseThrow().split(" ")[1]);
        assertTrue(answered > 10L * RATE, () -> asking.name() + " asked only " + answered);
    }

    private record Asking(String name, Host host, String flag, String log, Process process) {}
}
