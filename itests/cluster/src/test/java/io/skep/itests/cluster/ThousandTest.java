package io.skep.itests.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.skep.itests.hosts.Host;
import io.skep.itests.hosts.Site;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * A thousand tasks at once on two workers, three managers that do not work, and somebody at each
 * manager, and two at the leader, who create, look, list and remove all the time. Containers are
 * nothing, so that it is the cluster that is loaded and not its hosts. Each of three clusters that
 * have just started, and one that has done it before, are held to the bound. Source:
 * consensus-and-faults O-14.
 */
@EnabledIfSystemProperty(named = "skep.nightly", matches = "true")
class ThousandTest {

    private static final int TASKS = 1_000;
    private static final int FRESH = 3;
    private static final int CROWDS = 6;
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final double P99_MILLIS = 1_000;
    private static final Duration LOOK = Duration.ofMillis(250);
    private static final Duration THINKS = Duration.ofMillis(25);
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final String SPEC =
            "{\"Name\":\"%s\",\"TaskTemplate\":{\"ContainerSpec\":{\"Image\":\"process\","
                    + "\"Args\":[\"sleep\",\"100000\"],\"StopGracePeriod\":0}},"
                    + "\"Mode\":{\"Replicated\":{\"Replicas\":%d}}}";

    private final AtomicBoolean busy = new AtomicBoolean(true);
    private final AtomicInteger number = new AtomicInteger();
    private Bed bed;

    @BeforeEach
    void needsHosts() {
        if ("true".equals(System.getenv("CI"))) {
            assertEquals("", Site.missing());
        }
        assumeTrue(Site.missing().isEmpty(), Site::missing);
    }

    private void form() {
        close();
        bed = Bed.form(new BlankSwarm(), 2);
        for (var manager : bed.managers()) {
            bed.docker(bed.leader(), "node", "update", "--availability", "drain", manager.name());
        }
    }

    @AfterEach
    void close() {
        if (bed != null) {
            bed.close();
            bed = null;
        }
    }

    @Test
    void O_14_aThousandTasksAreAssignedWithinAMinuteAndTheApiAnswersMeanwhile() throws IOException {
        var first = new ArrayList<List<Asked>>();
        for (int cluster = 0; cluster < FRESH; cluster++) {
            form();
            first.add(crowds(1));
        }
        var again = crowds(CROWDS);
        tell("O-14 just started", first.stream().flatMap(List::stream).toList());
        again.stream()
                .collect(Collectors.groupingBy(Asked::what))
                .forEach((what, some) -> tell("O-14 " + what, some));
        tell("O-14 control API", again);
        hold("in a cluster that has done it before", again);
        first.forEach(crowd -> hold("in a cluster that has just started", crowd));
    }

    private List<Asked> crowds(int count) throws IOException {
        var asked = new ArrayList<Asked>();
        try (var api = bed.api(bed.leader())) {
            for (int i = 0; i < count; i++) {
                var crowd = crowd(api);
                tell("O-14 crowd", crowd);
                asked.addAll(crowd);
            }
        }
        return asked;
    }

    private static void hold(String where, List<Asked> asked) {
        var took = millis(asked);
        assertTrue(p99(took) < P99_MILLIS, () -> where + ": p99 " + p99(took) + " ms");
        assertTrue(took.size() > 100, () -> where + ": only " + took.size() + " requests");
    }

    /** A thousand tasks come and go; what was asked until all of them ran. */
    private List<Asked> crowd(Api api) throws IOException {
        busy.set(true);
        // one more at the leader: a cluster that is quick is asked often enough as well
        var users =
                Stream.concat(bed.managers().stream(), Stream.of(bed.leader()))
                        .map(this::user)
                        .toList();
        var asked = new ArrayList<Asked>();
        var began = System.nanoTime();
        timed(asked, api, "POST", "/services/create", SPEC.formatted("many", TASKS));
        await(api, "assigned", ThousandTest::assigned, began, asked);
        var assigned = Duration.ofNanos(System.nanoTime() - began);
        await(api, "running", ThousandTest::running, began, asked);
        busy.set(false);
        users.forEach(user -> asked.addAll(user.join()));
        assertTrue(assigned.compareTo(LIMIT) < 0, () -> "assigned after " + assigned);

        began = System.nanoTime();
        api.ask("DELETE", "/services/many", "").orFail();
        await(api, "gone", body -> TASKS - tasks(body), began, new ArrayList<>());
        return asked;
    }

    private static void tell(String what, List<Asked> asked) {
        Figures.spread(what, millis(asked));
    }

    private static List<Double> millis(List<Asked> asked) {
        return asked.stream().map(Asked::millis).toList();
    }

    private static void await(
            Api api, String what, ToIntFunction<String> count, long began, List<Asked> asked)
            throws IOException {
        int found = count.applyAsInt(timed(asked, api, "GET", "/tasks", ""));
        while (found < TASKS) {
            var waited = Duration.ofNanos(System.nanoTime() - began);
            assertTrue(waited.compareTo(PATIENCE) < 0, what + " only " + found);
            LockSupport.parkNanos(LOOK.toNanos());
            found = count.applyAsInt(timed(asked, api, "GET", "/tasks", ""));
        }
        Figures.since("O-14 " + TASKS + " tasks " + what, began);
    }

    private static int assigned(String body) {
        return tasks(body)
                - count(body, "\"State\":\"new\"")
                - count(body, "\"State\":\"pending\"");
    }

    private static int running(String body) {
        return count(body, "\"State\":\"running\"");
    }

    private static int tasks(String body) {
        return count(body, "\"DesiredState\":");
    }

    private static int count(String body, String mark) {
        return body.split(mark, -1).length - 1;
    }

    private static double p99(List<Double> took) {
        var sorted = took.stream().sorted().toList();
        return sorted.get((int) Math.ceil(0.99 * sorted.size()) - 1);
    }

    private record Asked(String what, double millis) {}

    /** What somebody asked who works through this manager. */
    private CompletableFuture<List<Asked>> user(Host manager) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try (var api = bed.api(manager)) {
                        return works(api);
                    } catch (IOException failure) {
                        throw new UncheckedIOException(failure);
                    }
                },
                runnable -> new Thread(runnable, "user-" + manager.name()).start());
    }

    private List<Asked> works(Api api) throws IOException {
        var took = new ArrayList<Asked>();
        while (busy.get()) {
            var name = "s" + number.incrementAndGet();
            thought(took, api, "POST", "/services/create", SPEC.formatted(name, 0));
            thought(took, api, "GET", "/services/" + name, "");
            thought(took, api, "GET", "/services", "");
            thought(took, api, "GET", "/nodes", "");
            thought(took, api, "GET", "/tasks", "");
            thought(took, api, "DELETE", "/services/" + name, "");
        }
        return took;
    }

    private static void thought(List<Asked> took, Api api, String method, String path, String body)
            throws IOException {
        timed(took, api, method, path, body);
        LockSupport.parkNanos(THINKS.toNanos());
    }

    private static String timed(List<Asked> took, Api api, String method, String path, String body)
            throws IOException {
        var began = System.nanoTime();
        var answer = api.ask(method, path, body).orFail();
        var what = method + " " + path.replaceAll("/s\\d+", "/NAME");
        took.add(new Asked(what, (System.nanoTime() - began) / 1e6));
        return answer.body();
    }
}
