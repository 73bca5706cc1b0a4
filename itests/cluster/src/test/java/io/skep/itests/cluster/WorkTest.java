package io.skep.itests.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.itests.engine.TestEngine;
import io.skep.itests.hosts.Eventually;
import io.skep.itests.hosts.Host;
import io.skep.itests.hosts.Site;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of running work when nodes die. Source: consensus-and-faults 4.5 */
class WorkTest {

    private static final Duration ADOPTED = Duration.ofSeconds(5);
    private static final Duration START_OF_ONE = Duration.ofSeconds(5);
    private static final Duration CONVERGED = Duration.ofSeconds(30);
    // by night 300
    private static final Duration DOWN =
            Duration.ofSeconds(Integer.getInteger("skep.down.seconds", 10));
    private static final String WEB =
            "mkdir -p /www; echo here > /www/index.html; exec httpd -f -p 80 -h /www";

    private Cluster cluster;

    @BeforeEach
    void form() {
        cluster = Cluster.shared();
    }

    @AfterEach
    void clear() {
        Aftermath.cleared(cluster, "held");
    }

    private Map<String, String> started(String service) {
        return Containers.started(cluster.hosts(), service);
    }

    /** So many run on all hosts together, and the cluster says so. */
    private void settled(String service, int count) {
        Eventually.equal(count, Cluster.PATIENCE, () -> cluster.slots(service).size());
        cluster.awaitRunning(cluster.leader(), service, count);
    }

    @Test
    void O_04_aNodeThatIsKilledFindsItsContainersAgainAndWatchesThem() {
        cluster.create(cluster.leader(), "adopted", 10).good();
        cluster.awaitRunning(cluster.leader(), "adopted", 10);
        var before = started("adopted");
        for (var host : List.of(cluster.workers().get(0), cluster.followers().get(0))) {
            cluster.swarm().kill(host);
            cluster.swarm().start(host);

            assertEquals(List.of(), lost(before, started("adopted")), "of " + host.name());
            var begun = System.nanoTime();
            isWatched(host, "adopted");
            Figures.since("O-04 " + host.name() + " looks after its containers", begun);
            cluster.whole();
            settled("adopted", 10);
            before = started("adopted");
        }
    }

    /** It is started again late, as on a machine that is very busy. */
    @Test
    void O_04_aNodeThatIsAwayForLongKeepsItsTasksWhileItsMachineAnswers() {
        cluster.create(cluster.leader(), "kept", 5).good();
        cluster.awaitRunning(cluster.leader(), "kept", 5);
        var before = started("kept");
        var away = cluster.workers().get(0);

        cluster.swarm().kill(away);
        Eventually.equal("Unknown", Cluster.PATIENCE, () -> shown(away));
        cluster.swarm().start(away);
        cluster.whole();

        assertEquals("Ready", shown(away));
        settled("kept", 5);
        assertEquals(before, started("kept"));
        cluster.remove("kept");
    }

    private String shown(Host host) {
        var words = List.of("node", "ls", "--filter", "name=" + host.name(), "--format");
        var all = Stream.concat(words.stream(), Stream.of("{{.Status}}")).toArray(String[]::new);
        return cluster.docker(cluster.leader(), all).good().strip();
    }

    /** What ran before and does not run any more, since the same moment. */
    private static List<String> lost(Map<String, String> before, Map<String, String> after) {
        return before.entrySet().stream()
                .filter(it -> !it.getValue().equals(after.get(it.getKey())))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** A container that dies there is replaced: the node looks after what it found. */
    private void isWatched(Host host, String service) {
        var victim = Containers.running(host, service).get(0);
        var slots = cluster.slots(service);
        host.docker(Host.ENGINE, "kill", victim).good();
        Eventually.holds(
                "replaced",
                ADOPTED.plus(START_OF_ONE),
                () -> cluster.slots(service),
                found ->
                        found.equals(slots) && !Containers.running(host, service).contains(victim));
    }

    @Test
    void O_06_tasksRunAndReachOneAnotherWhileEveryManagerIsDown() {
        cluster.docker(cluster.leader(), "network", "create", "-d", "overlay", "held").good();
        serve();
        cluster.create(cluster.leader(), "caller", 5, "--network", "held").good();
        cluster.awaitRunning(cluster.leader(), "caller", 5);
        cluster.hosts().forEach(this::reaches);
        var address = addressOfAll();
        var before = List.of(started("web"), started("caller"));

        cluster.managers().forEach(cluster.swarm()::kill);

        var end = System.nanoTime() + DOWN.toNanos();
        int asked = 0;
        while (System.nanoTime() < end || asked < 20) {
            for (var host : cluster.hosts()) {
                // names are answered by the node's process, addresses led on without it
                var of = cluster.managers().contains(host) ? address : "web";
                assertEquals("here", fetched(host, of), of + " asked on " + host.name());
                asked++;
            }
            assertEquals(before, List.of(started("web"), started("caller")));
        }
        System.out.println("figure O-06 requests without managers " + asked);
        Site.together(
                cluster.managers(),
                host -> {
                    cluster.swarm().start(host);
                    return host;
                });
        cluster.whole();
        settled("caller", 5);
        assertEquals(before, List.of(started("web"), started("caller")));
    }

    private void serve() {
        var words = new ArrayList<>(List.of("service", "create", "--detach", "--no-resolve-image"));
        words.addAll(List.of("--name", "web", "--replicas", "5", "--stop-grace-period", "1s"));
        words.addAll(List.of("--network", "held", TestEngine.IMAGE, "sh", "-c", WEB));
        cluster.docker(cluster.leader(), words.toArray(String[]::new)).good();
        cluster.awaitRunning(cluster.leader(), "web", 5);
    }

    private void reaches(Host host) {
        Eventually.equal("here", Cluster.PATIENCE, () -> fetched(host, "web"));
    }

    private String addressOfAll() {
        var format = "{{(index .Endpoint.VirtualIPs 0).Addr}}";
        return cluster.docker(cluster.leader(), "service", "inspect", "-f", format, "web")
                .good()
                .split("/")[0];
    }

    /** What a caller gets by the name or the address of all, and so from a task on any host. */
    private static String fetched(Host host, String of) {
        var caller = Containers.running(host, "caller").get(0);
        var request = "printf 'GET / HTTP/1.0\\r\\n\\r\\n' | timeout 5 busybox nc " + of + " 80";
        return host.docker(Host.ENGINE, "exec", caller, "sh", "-c", request)
                .output()
                .lines()
                .reduce("", (first, last) -> last)
                .strip();
    }

    @Test
    void O_20_aWorkerThatRestartsRunsItsTasksOnceAndKeepsItsVolumes() {
        var lost = cluster.workers().get(0);
        everywhere();
        var container = Containers.running(lost, "each").get(0);
        Containers.exec(lost, container, "echo here > /kept/word");

        lost.powerOff();
        lost.powerOn();
        lost.startEngineAgain();
        cluster.swarm().start(lost);

        var begun = System.nanoTime();
        Eventually.equal(1, CONVERGED, () -> Containers.running(lost, "each").size());
        Figures.since("O-20 runs again", begun);
        cluster.whole();
        settled("each", 5);
        var again = Containers.running(lost, "each");
        assertEquals(1, again.size());
        assertEquals("here", Containers.exec(lost, again.get(0), "cat /kept/word"));
        assertTrue(
                Containers.all(lost, "each").size() <= 2,
                () -> "restarted more than once: " + Containers.all(lost, "each"));
    }

    private void everywhere() {
        var words = new ArrayList<>(List.of("service", "create", "--detach", "--no-resolve-image"));
        words.addAll(List.of("--name", "each", "--mode", "global", "--restart-delay", "500ms"));
        words.addAll(List.of("--stop-grace-period", "1s"));
        words.addAll(List.of("--mount", "type=volume,source=kept,target=/kept"));
        words.addAll(List.of(TestEngine.IMAGE, "sleep", "100000"));
        cluster.docker(cluster.leader(), words.toArray(String[]::new)).good();
        cluster.awaitRunning(cluster.leader(), "each", 5);
    }
}
