package io.skep.itests.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.skep.itests.engine.TestEngine;
import io.skep.itests.hosts.Eventually;
import io.skep.itests.hosts.Host;
import io.skep.itests.hosts.Site;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Sixty-four connections ask without a pause, each request on a new one, while the service is
 * updated again and again, and while an image that fails is tried and taken back. Source:
 * consensus-and-faults O-07, O-08; swarm-behaviour UP-7, UP-10, PT-10.
 */
class UpdatesTest {

    // of each order; by night 10
    private static final int UPDATES = Integer.getInteger("skep.updates", 1);
    private static final int TASKS = 3;
    // no more than tasks are remembered of each slot
    private static final int ROUNDS = 3;
    private static final Duration STALE = Duration.ofSeconds(3);
    private static final String BROKEN = "skep/broken:1";
    private static final Pattern COUNT = Pattern.compile("(\\d+) requests in ");
    // stops listening at once, and ends what it has begun, however long it waits for a processor
    private static final String WEB =
            "mkdir -p /www; echo here > /www/index.html; trap 'kill $P; sleep 0.5;"
                    + " for n in 1 2 3 4 5 6; do pidof httpd || break; sleep 0.5; done; exit 0' TERM;"
                    + " httpd -f -p 80 -h /www & P=$!; wait $P";

    // takes its time for an answer, and ends at once when it is told to stop
    private static final String SLOW =
            "mkdir -p /www/cgi-bin; echo here > /www/index.html;"
                    + " printf '#!/bin/sh\\necho; echo begun; sleep 4; echo whole\\n' >"
                    + " /www/cgi-bin/slow; chmod +x /www/cgi-bin/slow; trap 'exit 0' TERM;"
                    + " httpd -f -p 80 -h /www & wait $!";

    private Cluster cluster;
    private Host outside;
    private Optional<Names> names = Optional.empty();

    @BeforeEach
    void form() {
        cluster = Cluster.shared();
        outside =
                cluster.site().hosts().stream()
                        .filter(host -> host.name().equals("outside"))
                        .findFirst()
                        .orElseGet(() -> cluster.site().add("outside"));
        outside.powerOn();
        assumeThere();
        Site.together(cluster.hosts(), UpdatesTest::importBroken);
    }

    private void assumeThere() {
        boolean there = outside.run("sh", "-c", "command -v wrk").exit() == 0;
        if ("true".equals(System.getenv("CI"))) {
            assertTrue(there, "there is no wrk");
        }
        assumeTrue(there, "there is no wrk");
    }

    private static Host importBroken(Host host) {
        var file = TestEngine.imageFile().toString();
        var fails = "ENTRYPOINT [\"false\"]";
        host.docker(Host.ENGINE, "import", "-c", fails, file, BROKEN).good();
        return host;
    }

    @AfterEach
    void clear() {
        outside.powerOff();
        cluster.remove("web");
        names.ifPresent(Names::forget);
    }

    @ParameterizedTest
    @ValueSource(strings = {"start-first", "stop-first"})
    void O_07_noRequestIsDroppedByUpdatesOrByOneThatIsTakenBack(String order) {
        serve(order, TASKS);
        var load = ask();
        for (int update = 0; update < UPDATES; update++) {
            manage("service", "update", "--detach", "--force", "web");
            reaches("completed", TASKS);
        }
        manage("service", "update", "--detach", "--no-resolve-image", "--image", BROKEN, "web");
        reaches("rollback_completed", TASKS);

        isUnharmed(order, end(load));
        assertEquals(TestEngine.IMAGE, image());
    }

    private static void isUnharmed(String what, String said) {
        System.out.println(what + ": " + said.lines().map(String::strip).toList());
        assertTrue(requests(said) > 1000, said);
        // these lines are there when there is something to say
        assertEquals(
                List.of(),
                said.lines()
                        .filter(line -> line.contains("errors") || line.contains("Non-2xx"))
                        .toList());
    }

    @Test
    void tasksMoveToANodeThatReturnsOneAtATimeAndNoRequestIsDropped() {
        serve("start-first", 5, "--label", "skep.rebalance=1");
        var lost = cluster.workers().get(1);
        manage("node", "update", "--availability", "drain", lost.name());
        Eventually.equal(0, Cluster.PATIENCE, () -> Containers.running(lost, "web").size());
        cluster.awaitRunning(cluster.leader(), "web", 5);
        var load = ask();

        manage("node", "update", "--availability", "active", lost.name());
        var most = new AtomicInteger();
        Eventually.equal(
                List.of(1, 5),
                Cluster.PATIENCE,
                () -> {
                    var all = cluster.slots("web").size();
                    most.accumulateAndGet(all, Math::max);
                    assertTrue(all >= 5, () -> "only " + all);
                    return List.of(Containers.running(lost, "web").size(), all);
                });

        isUnharmed("rebalance", end(load));
        assertTrue(most.get() <= 6, () -> "at once: " + most);
    }

    @Test
    void whatATaskHasBegunToAnswerIsAnsweredToItsEndBeforeItIsStopped() {
        run(SLOW, "stop-first", 1, "--label", "skep.drain=30");
        var address = "/dev/tcp/" + cluster.workers().get(0).address() + "/18080";
        var get = "printf 'GET /cgi-bin/slow HTTP/1.0\\r\\n\\r\\n' >&3; exec cat <&3";
        outside.start("slow", List.of("bash", "-c", "exec 3<>" + address + "; " + get));
        Eventually.holds(
                "the answer begins",
                Cluster.PATIENCE,
                () -> outside.log("slow"),
                said -> said.contains("begun"));

        manage("service", "update", "--detach", "--force", "--quiet", "web");
        reaches("completed", 1);

        assertTrue(outside.log("slow").contains("whole"), outside.log("slow"));
    }

    @Test
    @EnabledIfSystemProperty(named = "skep.nightly", matches = "true")
    void O_18_aNodeThatLosesItsLastTaskGoesOnAnsweringThroughOthers() {
        serve("start-first", 5, "--label", "skep.rebalance=1");
        var asked = cluster.workers().get(0);
        Eventually.equal(1, Cluster.PATIENCE, () -> there(asked));
        var load = ask();
        for (int round = 0; round < ROUNDS; round++) {
            takes("drain", asked);
            Eventually.equal(0, Cluster.PATIENCE, () -> there(asked));
            cluster.awaitRunning(cluster.leader(), "web", 5);
            takes("active", asked);
            Eventually.equal(1, Cluster.PATIENCE, () -> there(asked));
            cluster.awaitRunning(cluster.leader(), "web", 5);
        }

        isUnharmed("O-18", end(load));
    }

    @ParameterizedTest
    @ValueSource(strings = {"start-first", "stop-first"})
    @EnabledIfSystemProperty(named = "skep.nightly", matches = "true")
    void O_17_noAnswerPointsToATaskThatHasEndedAndNobodyIsRefused(String order) {
        manage("network", "create", "-d", "overlay", Names.NETWORK);
        serve(order, TASKS, "--network", Names.NETWORK);
        var asking = new Names(cluster);
        names = Optional.of(asking);
        var crowd = asking.look();
        for (int round = 0; round < ROUNDS; round++) {
            manage("service", "update", "--detach", "--force", "web");
            reaches("completed", TASKS);
        }

        asking.neverPointTo("web", order.equals("start-first") ? Duration.ZERO : STALE);
        crowd.wasAnswered(ROUNDS * 100L);
    }

    private void takes(String availability, Host host) {
        manage("node", "update", "--availability", availability, host.name());
    }

    private static int there(Host host) {
        return Containers.running(host, "web").size();
    }

    private void serve(String order, int tasks, String... more) {
        run(WEB, order, tasks, more);
    }

    private void run(String script, String order, int tasks, String... more) {
        var words = new ArrayList<>(List.of("service", "create", "--detach", "--no-resolve-image"));
        words.addAll(List.of("--name", "web", "--replicas", "" + tasks, "--publish", "18080:80"));
        words.addAll(List.of("--stop-grace-period", "5s", "--restart-delay", "500ms"));
        words.addAll(List.of("--health-cmd", "wget -q -O /dev/null http://127.0.0.1/"));
        words.addAll(List.of("--health-interval", "500ms", "--health-retries", "20"));
        words.addAll(List.of("--update-order", order, "--rollback-order", order));
        words.addAll(List.of("--update-monitor", "1s", "--rollback-monitor", "1s"));
        words.addAll(List.of("--update-failure-action", "rollback"));
        words.addAll(List.of(more));
        words.addAll(List.of(TestEngine.IMAGE, "sh", "-c", script));
        manage(words.toArray(String[]::new));
        cluster.awaitRunning(cluster.leader(), "web", tasks);
    }

    /** Begins to ask, through a node that sends on and runs tasks of its own. */
    private String ask() {
        var url = "http://" + cluster.workers().get(0).address() + ":18080/";
        var wrk = "exec wrk -t2 -c64 -d1h --timeout 10s -H 'Connection: close' " + url;
        var log = "wrk-" + System.nanoTime();
        outside.start(log, List.of("sh", "-c", "echo $$ > /run/wrk.pid; " + wrk));
        return log;
    }

    private String end(String log) {
        outside.run("sh", "-c", "kill -INT $(cat /run/wrk.pid)").good();
        return Eventually.holds(
                "the load ends",
                Cluster.PATIENCE,
                () -> outside.log(log),
                said -> said.contains("Requests/sec"));
    }

    private static long requests(String said) {
        var count = COUNT.matcher(said);
        return count.find() ? Long.parseLong(count.group(1)) : 0;
    }

    private void reaches(String state, int tasks) {
        var format = "{{if .UpdateStatus}}{{.UpdateStatus.State}}{{end}}";
        Eventually.equal(
                state,
                Cluster.PATIENCE,
                () ->
                        cluster.docker(cluster.leader(), "service", "inspect", "-f", format, "web")
                                .output()
                                .strip());
        cluster.awaitRunning(cluster.leader(), "web", tasks);
    }

    private String image() {
        var format = "{{.Spec.TaskTemplate.ContainerSpec.Image}}";
        return cluster.docker(cluster.leader(), "service", "inspect", "-f", format, "web").good();
    }

    private void manage(String... words) {
        cluster.docker(cluster.leader(), words).good();
    }
}
