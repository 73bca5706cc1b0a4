package io.skep.itests.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.skep.itests.hosts.Eventually;
import io.skep.itests.hosts.Host;
import io.skep.itests.hosts.Ran;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Leaders that die over what they were doing, at any moment of it; the same moments again: {@code
 * -Dskep.seed=}. Source: consensus-and-faults 4.5, O-05
 */
class OfficeTest {

    private static final Duration CONVERGED = Duration.ofSeconds(30);
    private static final int LATEST_MILLIS = 1_500;
    private static final int MANY = 50;
    private static final int SOME = 6;

    private final long seed = Long.getLong("skep.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private Cluster cluster;

    @BeforeEach
    void form() {
        cluster = Cluster.shared();
    }

    @AfterEach
    void clear() {
        Aftermath.cleared(cluster);
    }

    @Test
    void O_05_whatALeaderCreatesScalesAndDrainsIsFinishedByAnother() {
        var drained = cluster.workers().get(0);
        killedDuring("create", this::create, slots(SOME)::equals);
        killedDuring("scale", leader -> service(leader, "scale", "-d", "work=" + MANY), this::many);
        killedDuring(
                "drain",
                leader -> availability(leader, "drain", drained),
                found -> many(found) && Containers.running(drained, "work").isEmpty());
    }

    @Test
    void O_05_whatALeaderUpdatesRollsBackAndRemovesIsFinishedByAnother() {
        create(cluster.leader()).good();
        Eventually.equal(slots(SOME), Cluster.PATIENCE, () -> cluster.slots("work"));

        killedDuring("update", this::update, found -> found.equals(slots(SOME)) && second(6));
        killedDuring(
                "rollback",
                leader -> service(leader, "rollback", "-d", "work"),
                found -> found.equals(slots(SOME)) && second(0));
        killedDuring("remove", leader -> service(leader, "rm", "work"), List::isEmpty);

        assertEquals(
                "",
                cluster.docker(cluster.leader(), "service", "ls", "--format", "{{.Name}}").good());
        Eventually.equal(List.of(), CONVERGED, this::leftovers);
    }

    private boolean many(List<String> found) {
        return found.equals(slots(MANY));
    }

    private Ran create(Host leader) {
        return cluster.create(leader, "work", SOME);
    }

    private Ran update(Host leader) {
        return service(
                leader,
                "update",
                "-d",
                "--no-resolve-image",
                "--update-parallelism",
                "2",
                "--env-add",
                "ROUND=2",
                "work");
    }

    private Ran availability(Host leader, String word, Host of) {
        return cluster.docker(leader, "node", "update", "--availability", word, cluster.id(of));
    }

    private Ran service(Host leader, String... words) {
        var all = new ArrayList<>(List.of("service"));
        all.addAll(List.of(words));
        return cluster.docker(leader, all.toArray(String[]::new));
    }

    /** Whether so many containers have the environment of the second round. */
    private boolean second(int count) {
        return cluster.hosts().stream().flatMap(OfficeTest::environments).count() == count;
    }

    private static Stream<String> environments(Host host) {
        return Containers.running(host, "work").stream()
                .map(id -> Containers.inspect(host, "{{.Config.Env}}", id))
                .filter(environment -> environment.contains("ROUND=2"));
    }

    private List<String> leftovers() {
        return cluster.hosts().stream()
                .flatMap(host -> Containers.all(host, "work").stream())
                .toList();
    }

    private static List<String> slots(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(slot -> "work." + slot).sorted().toList();
    }

    /** The leader takes an order and dies; the others do it, and it follows when it is back. */
    private void killedDuring(
            String what, Function<Host, Ran> order, Predicate<List<String>> done) {
        cluster.whole();
        var leader = cluster.leader();
        var after = random.nextInt(LATEST_MILLIS);
        order.apply(leader).good();
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(after));

        cluster.swarm().kill(leader);

        var back =
                CompletableFuture.runAsync(() -> cluster.swarm().start(leader))
                        .orTimeout(3, TimeUnit.MINUTES);
        var begun = System.nanoTime();
        Eventually.holds(
                what + ", though the leader died " + after + " ms after, seed " + seed,
                Cluster.PATIENCE,
                () -> {
                    if (back.isCompletedExceptionally()) {
                        back.join(); // says why it did not start
                    }
                    return cluster.slots("work");
                },
                done);
        Figures.since("O-05 " + what + " finished, leader dead after " + after, begun);
        back.join();
    }
}
