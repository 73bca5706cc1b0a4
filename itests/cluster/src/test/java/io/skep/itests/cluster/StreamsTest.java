package io.skep.itests.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.skep.itests.engine.TestEngine;
import io.skep.itests.hosts.Eventually;
import io.skep.itests.hosts.Host;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Who follows events and output while leaders die and nodes' processes are killed. Source:
 * consensus-and-faults O-22.
 */
@EnabledIfSystemProperty(named = "skep.nightly", matches = "true")
class StreamsTest {

    private static final String TALK = "n=0; while :; do n=$((n+1)); echo line $n; sleep 0.1; done";
    private static final Pattern LINE = Pattern.compile("(talks\\.\\d)\\.\\S+ *\\| line (\\d+)\n");
    private static final Pattern NANOS = Pattern.compile("\"timeNano\":(\\d{10})(\\d{9})");
    private static final String CONFIG =
            "{\"Name\":\"%s\",\"Labels\":{\"of\":\"streams\"},\"Data\":\"YQ==\"}";
    private static final int MORE = 30;

    private final AtomicBoolean busy = new AtomicBoolean(true);
    private Cluster cluster;

    @BeforeEach
    void form() {
        cluster = Cluster.shared();
    }

    @AfterEach
    void clear() {
        busy.set(false);
        Aftermath.cleared(cluster);
        var configs = cluster.docker(cluster.leader(), "config", "ls", "-q").good().lines();
        configs.forEach(id -> cluster.docker(cluster.leader(), "config", "rm", id).good());
    }

    @Test
    void O_22_whoFollowsEventsAndAsksAgainAfterTheLeaderDiedHasEachOnce() throws Exception {
        var leader = cluster.leader();
        var others = cluster.followers();
        follow(leader, "events-leader");
        follow(others.get(0), "events-follower");
        var made = CompletableFuture.supplyAsync(() -> creates(others.get(1)));
        awaitEvents(leader, "events-leader", MORE);

        cluster.swarm().kill(leader);
        var first = events(leader, "events-leader");
        var back = CompletableFuture.runAsync(() -> cluster.swarm().start(leader));
        follow(others.get(1), "events-again", "--since", time(first.get(first.size() - 1)));
        awaitEvents(others.get(1), "events-again", MORE);
        busy.set(false);
        int count = made.get();
        back.join();

        awaitEvents(others.get(0), "events-follower", count);
        awaitEvents(others.get(1), "events-again", count - first.size() + 1);
        var whole = events(others.get(0), "events-follower");
        assertEquals(names(count), whole.stream().map(StreamsTest::name).toList());
        var both = new LinkedHashSet<>(first);
        var again = events(others.get(1), "events-again");
        both.addAll(again);
        assertEquals(whole, List.copyOf(both));
        follow(leader, "events-back", "--since", time(whole.get(0)));
        awaitEvents(leader, "events-back", count);
        assertEquals(whole, events(leader, "events-back"));
        System.out.println(
                "figure O-22 events " + count + " twice " + (first.size() + again.size() - count));
    }

    private void follow(Host host, String log, String... more) {
        var words = new ArrayList<>(List.of("docker", "-H", cluster.swarm().server(), "events"));
        words.addAll(List.of("--filter", "type=config", "--filter", "event=create"));
        words.addAll(List.of("--format", "{{json .}}"));
        words.addAll(List.of(more));
        host.start(log, words);
    }

    private static List<String> events(Host host, String log) {
        return host.log(log).lines().filter(line -> line.endsWith("}")).toList();
    }

    private static void awaitEvents(Host host, String log, int least) {
        Eventually.holds(
                log + " has " + least,
                Cluster.PATIENCE,
                () -> events(host, log).size(),
                count -> count >= least);
    }

    private static String time(String event) {
        var found = NANOS.matcher(event);
        if (!found.find()) {
            throw new AssertionError("no time in " + event);
        }
        return found.group(1) + "." + found.group(2);
    }

    private static List<String> names(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(n -> "c" + n).toList();
    }

    private static String name(String event) {
        return event.replaceAll(".*\"name\":\"(c\\d+)\".*", "$1");
    }

    /** Creates configs one by one; one that was not answered is tried until it is there. */
    private int creates(Host host) {
        int count = 0;
        while (busy.get()) {
            count++;
            while (!created(host, "c" + count)) {
                Thread.onSpinWait();
            }
        }
        return count;
    }

    private boolean created(Host host, String name) {
        var socket = cluster.swarm().server().substring("unix://".length());
        try (var api = Api.to(host.seenFromOutside(socket))) {
            var answer = api.post("/configs/create", CONFIG.formatted(name));
            return answer.good() || answer.status() == 409;
        } catch (IOException away) {
            return false;
        }
    }

    @Test
    void O_22_whoFollowsOutputHearsEachLineOnceThoughANodeAndTheLeaderAreKilled() {
        var reader = cluster.followers().get(0);
        var words = new ArrayList<>(List.of("service", "create", "--detach", "--no-resolve-image"));
        words.addAll(List.of("--name", "talks", "--replicas", "2", "--stop-grace-period", "1s"));
        words.addAll(List.of("--constraint", "node.role==worker"));
        words.addAll(List.of(TestEngine.IMAGE, "sh", "-c", TALK));
        cluster.docker(reader, words.toArray(String[]::new)).good();
        cluster.awaitRunning(reader, "talks", 2);
        var server = cluster.swarm().server();
        reader.start("logs", List.of("docker", "-H", server, "service", "logs", "-f", "talks"));
        awaitLines(reader, MORE);
        var running = Containers.started(cluster.hosts(), "talks");

        for (var victim : List.of(cluster.workers().get(0), cluster.leader())) {
            cluster.swarm().kill(victim);
            cluster.swarm().start(victim);
            cluster.whole();
            awaitLines(reader, said(reader) + MORE);
        }

        lines(reader).forEach((task, lines) -> assertEquals(numbers(lines.size()), lines, task));
        assertEquals(running, Containers.started(cluster.hosts(), "talks"));
        System.out.println("figure O-22 lines " + said(reader) + " of each of two tasks");
    }

    private static List<Integer> numbers(int count) {
        return IntStream.rangeClosed(1, count).boxed().toList();
    }

    private static Map<String, List<Integer>> lines(Host reader) {
        var lines = new TreeMap<String, List<Integer>>();
        var found = LINE.matcher(reader.log("logs"));
        while (found.find()) {
            lines.computeIfAbsent(found.group(1), task -> new ArrayList<>())
                    .add(Integer.parseInt(found.group(2)));
        }
        return lines;
    }

    /** The most that was heard of one task; as much has been said by the other. */
    private static int said(Host reader) {
        return lines(reader).values().stream().mapToInt(List::size).max().orElse(0);
    }

    /** Waits until so many lines of both tasks were heard. */
    private static void awaitLines(Host reader, int least) {
        Eventually.holds(
                least + " lines of each",
                Cluster.PATIENCE,
                () -> lines(reader).values().stream().mapToInt(List::size).sorted().toArray(),
                counts -> counts.length == 2 && counts[0] >= least);
    }
}
