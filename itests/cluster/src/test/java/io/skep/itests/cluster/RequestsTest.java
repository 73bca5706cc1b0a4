package io.skep.itests.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.skep.itests.engine.TestEngine;
import io.skep.itests.hosts.Eventually;
import io.skep.itests.hosts.Host;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * No request is dropped when tasks come and go: somebody outside asks through the mesh, a task
 * through the virtual address and by name, and both keep idle connections. Properties: {@code
 * skep.rounds}, {@code skep.rate} for each of the two, {@code skep.idle} connections for each.
 */
@EnabledIfSystemProperty(named = "skep.nightly", matches = "true")
class RequestsTest {

    private static final int ROUNDS = Integer.getInteger("skep.rounds", 1);
    private static final int RATE = Integer.getInteger("skep.rate", 100);
    private static final int IDLE = Integer.getInteger("skep.idle", 20);
    private static final int BY_NAME = Math.max(20, IDLE / 5);
    private static final int TASKS = 4;
    private static final int DRAIN_EVERY = 4;
    private static final int PORT = 18080;
    private static final long BALANCED_MILLIS = 3_000;

    // one client at several doors uses a port twice now and then, and is asked to wait a second
    private static final long RETRANSMITTED_MILLIS = 1_500;
    private static final List<String> PLUGS =
            List.of("io.skep.network.vxlan", "io.skep.network.nftables", "io.skep.dns.zone");

    // the machine's own, in an image that has next to nothing
    private static final Path NGINX = Path.of("/usr/sbin/nginx");
    private static final String CONFIGURATION =
            "daemon off; worker_processes 1; pid /tmp/nginx.pid; error_log /dev/null; user root;"
                    + " events { worker_connections 4096; } http { access_log off;"
                    + " keepalive_timeout 3600; keepalive_requests 1000000;"
                    + " server { listen 80 backlog=4096; location / { return 200 \"here\\n\"; } } }";
    private static final String WEB =
            "mkdir -p /var/lib/nginx /var/log/nginx; echo root:x:0:0::/: > /etc/passwd;"
                    + " echo root:x:0: > /etc/group; echo '"
                    + CONFIGURATION
                    + "' > /tmp/nginx.conf; lib=/host/lib/x86_64-linux-gnu;"
                    + " exec $lib/ld-linux-x86-64.so.2 --library-path $lib"
                    + " /host/sbin/nginx -c /tmp/nginx.conf";

    private Cluster cluster;
    private Host outside;

    @BeforeEach
    void serve() {
        assumeTrue(Files.isExecutable(NGINX), "there is no nginx");
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
        words.addAll(List.of("--publish", PORT + ":80", "--stop-grace-period", "5s"));
        words.addAll(List.of("--stop-signal", "SIGQUIT", "--update-parallelism", "2"));
        words.addAll(List.of("--mount", "type=bind,source=/usr,target=/host,readonly"));
        words.addAll(List.of("--health-cmd", "wget -q -O /dev/null http://127.0.0.1/"));
        words.addAll(List.of("--health-interval", "1s", "--health-retries", "10"));
        words.addAll(List.of(TestEngine.IMAGE, "sh", "-c", WEB));
        manage(words.toArray(String[]::new));
        cluster.create(cluster.leader(), "caller", 1, "--network", "back", at(caller())).good();
        cluster.awaitRunning(cluster.leader(), "caller", 1);
        cluster.awaitRunning(cluster.leader(), "web", TASKS);
    }

    @AfterEach
    void clear() {
        if (outside == null) {
            return;
        }
        outside.powerOff();
        cluster.hosts().stream().filter(host -> !host.on()).toList().forEach(this::revive);
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
        var crowd = begin(true);
        for (int round = 0; round < ROUNDS; round++) {
            scale(TASKS + 2);
            scale(TASKS - 2);
            scale(TASKS);
            if (round % DRAIN_EVERY == 0) {
                drain();
            }
            manage("service", "update", "--force", "--detach=false", "--quiet", "web");
        }
        crowd.wasAnswered(IDLE);
    }

    @Test
    void noRequestIsDroppedWhenNodesAreKilledAndComeBack() {
        var crowd = begin(false);
        for (int round = 0; round < Math.max(2, ROUNDS); round++) {
            var hosts = cluster.hosts();
            var host = hosts.get((hosts.size() - 2 + round) % hosts.size());
            cluster.swarm().kill(host);
            var killed = System.currentTimeMillis();
            cluster.swarm().start(host);
            var took = System.currentTimeMillis() - killed;
            System.out.println("figure I-4 node " + host.name() + " works again after ms " + took);
            cluster.whole();
        }
        crowd.wasAnswered(IDLE);
    }

    @Test
    void noRequestIsDroppedWhenPlugsOfNetworksAreReplacedOnOneNodeAfterTheOther() {
        var crowd = begin(true);
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
        crowd.wasAnswered(IDLE);
    }

    @Test
    void whenAHostDiesOnlyWhatWasOpenToItFailsAndCallsGoElsewhereWithinThreeSeconds() {
        var dies = drained();
        // which host of five has none of four tasks is a matter of chance
        scale(cluster.hosts().size());
        Eventually.holds(
                "a task is on " + dies.name(),
                Cluster.PATIENCE,
                () -> cluster.running(cluster.leader(), "web"),
                counts -> counts.containsKey(dies.name()));
        var crowd = new Crowd();
        var doors =
                cluster.hosts().stream()
                        .filter(host -> host != dies)
                        .map(host -> host.address() + ":" + PORT)
                        .toList();
        crowd.asks("mesh", new Crowd.Place(outside, List.of()), RATE, doors);
        crowd.asks("address", inCaller(), RATE, List.of(virtualAddress() + ":80"));
        crowd.asks("name", inCaller(), BY_NAME, List.of(named()));
        pause(3_000);

        var died = System.currentTimeMillis();
        dies.powerOff();
        var dead = System.currentTimeMillis();
        pause(15_000);

        var late = crowd.late();
        System.out.println("host loss: " + late.size() + " late");
        late.forEach(one -> System.out.println(one.began() - died + " ms: " + one.line()));
        assertEquals(
                List.of(),
                late.stream()
                        .filter(one -> one.began() > died + BALANCED_MILLIS)
                        .filter(one -> one.took() > RETRANSMITTED_MILLIS)
                        .toList());
        assertEquals(
                List.of(), late.stream().filter(one -> one.never() && one.began() > dead).toList());
    }

    private static void pause(long millis) {
        var until = System.currentTimeMillis() + millis;
        Eventually.holds(
                "time passes", Cluster.PATIENCE, System::currentTimeMillis, now -> now >= until);
    }

    private static boolean areLive(String rows) {
        return Stream.of("vxlan", "nftables", "zone")
                .allMatch(
                        plug ->
                                rows.lines()
                                        .anyMatch(
                                                row -> row.contains(plug) && row.contains("live")));
    }

    private void drain() {
        manage("node", "update", "--availability", "drain", drained().name());
        Eventually.holds(
                "the tasks of " + drained().name() + " have moved",
                Cluster.PATIENCE,
                () -> cluster.running(cluster.leader(), "web"),
                counts -> !counts.containsKey(drained().name()));
        cluster.awaitRunning(cluster.leader(), "web", TASKS);
        activate(drained());
    }

    private void scale(int tasks) {
        manage("service", "scale", "--detach", "web=" + tasks);
        cluster.awaitRunning(cluster.leader(), "web", tasks);
        Eventually.equal(tasks, Cluster.PATIENCE, () -> cluster.slots("web").size());
    }

    private void revive(Host host) {
        host.powerOn();
        host.startEngineAgain();
        cluster.swarm().start(host);
        cluster.whole();
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

    /** Who asks by name is asked along only while names are known. */
    private Crowd begin(boolean byName) {
        var crowd = new Crowd();
        var doors = cluster.hosts().stream().map(host -> host.address() + ":" + PORT).toList();
        var elsewhere = new Crowd.Place(outside, List.of());
        var inside = inCaller();
        var address = List.of(virtualAddress() + ":80");
        crowd.asks("mesh", elsewhere, RATE, doors);
        crowd.asks("address", inside, RATE, address);
        crowd.keeps("mesh-idle", elsewhere, IDLE, doors);
        crowd.keeps("address-idle", inside, IDLE, address);
        if (byName) {
            crowd.asks("name", inside, BY_NAME, List.of(named()));
        }
        pause(2_000);
        return crowd;
    }

    private Crowd.Place inCaller() {
        var pid =
                Containers.inspect(
                        caller(), "{{.State.Pid}}", Containers.running(caller(), "caller").get(0));
        return new Crowd.Place(caller(), List.of("nsenter", "-t", pid, "-n", "--"));
    }

    private String named() {
        var format = "{{range .IPAM.Config}}{{.Gateway}}{{end}}";
        var gateway = manages("network", "inspect", "-f", format, "back");
        assertTrue(gateway.startsWith("10."), gateway);
        return "web@" + gateway + ":80";
    }

    private String manages(String... words) {
        return cluster.docker(cluster.leader(), words).good();
    }

    /** The one in the network that the caller is in too. */
    private String virtualAddress() {
        var format = "{{range .Endpoint.VirtualIPs}}{{.NetworkID}} {{.Addr}}\n{{end}}";
        var id = manages("network", "inspect", "-f", "{{.ID}}", "back");
        return manages("service", "inspect", "-f", format, "web")
                .lines()
                .filter(line -> line.startsWith(id + " "))
                .map(line -> line.substring(id.length() + 1).split("/")[0])
                .findFirst()
                .orElseThrow();
    }
}
