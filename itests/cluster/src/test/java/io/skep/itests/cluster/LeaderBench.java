package io.skep.itests.cluster;

import io.skep.itests.hosts.Host;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * What users notice when the leader of three managers dies by {@code kill -9}: how long until any
 * manager accepts a write again, and, with the leader killed every ten seconds for a minute, in how
 * many of all seconds a write succeeds. What was answered with 2xx must be there at the end. First
 * Docker's own swarm mode, then Skep; property {@code skep.swarm} names one of them alone.
 */
final class LeaderBench {

    private static final int ROUNDS = Integer.getInteger("skep.rounds", 20);
    private static final int DOCKER_ROUNDS = Integer.getInteger("skep.docker.rounds", 5);
    private static final int SECONDS = 60;
    private static final int PERIOD = 10;
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final String SPEC =
            "{\"Name\":\"%s\",\"TaskTemplate\":{\"ContainerSpec\":{\"Image\":\"busybox\"}},"
                    + "\"Mode\":{\"Replicated\":{\"Replicas\":0}}}";

    private final Bed bed;
    private final String name;
    private final AtomicInteger number = new AtomicInteger();

    private LeaderBench(Bed bed, String name) {
        this.bed = bed;
        this.name = "leader." + name;
    }

    public static void main(String[] words) throws Exception {
        var only = System.getProperty("skep.swarm", "");
        for (var name : only.isEmpty() ? List.of("docker", "skep") : List.of(only)) {
            try (var bed = Bed.form(name, 0)) {
                var bench = new LeaderBench(bed, name);
                bench.gaps(name.equals("docker") ? DOCKER_ROUNDS : ROUNDS);
                bench.minute();
            }
        }
        System.exit(0);
    }

    private void gaps(int rounds) {
        var gaps = new ArrayList<Double>();
        for (int round = 0; round < rounds; round++) {
            var leader = bed.leader();
            gaps.add(gap(leader));
            bed.restart(leader);
        }
        Figures.spread(name + ".gap", gaps);
    }

    private double gap(Host leader) {
        var others = bed.managers().stream().filter(host -> host != leader).toList();
        var began = System.nanoTime();
        bed.swarm().kill(leader);
        var written = new AtomicBoolean();
        var tries = others.stream().map(host -> writing(host, written)).toList();
        CompletableFuture.anyOf(tries.toArray(CompletableFuture[]::new)).join();
        var took = (System.nanoTime() - began) / 1e6;
        tries.forEach(CompletableFuture::join);
        return took;
    }

    private CompletableFuture<Void> writing(Host host, AtomicBoolean written) {
        return CompletableFuture.runAsync(
                () -> {
                    while (!written.get()) {
                        if (!write(host).isEmpty()) {
                            written.set(true);
                        }
                    }
                });
    }

    /** The name of a service that was accepted; empty when it was not. */
    private String write(Host host) {
        var service = "s" + number.incrementAndGet();
        try (var api = bed.api(host)) {
            if (api.post("/services/create", SPEC.formatted(service)).good()) {
                return service;
            }
        } catch (IOException | IllegalStateException nobody) {
            // it is down, or was shot while it answered
        }
        LockSupport.parkNanos(PAUSE.toNanos());
        return "";
    }

    private void minute() throws IOException {
        var good = ConcurrentHashMap.<Integer>newKeySet();
        var accepted = ConcurrentHashMap.<String>newKeySet();
        var began = System.nanoTime();
        var clients =
                bed.managers().stream()
                        .map(
                                host ->
                                        CompletableFuture.runAsync(
                                                () -> write(host, began, good, accepted)))
                        .toList();
        var restarts = new ArrayList<CompletableFuture<Void>>();
        for (int second = 0; second < SECONDS; second += PERIOD) {
            var leader = bed.leader();
            bed.swarm().kill(leader);
            restarts.add(CompletableFuture.runAsync(() -> again(leader)));
            sleepUntil(began + (second + PERIOD) * 1_000_000_000L);
        }
        clients.forEach(CompletableFuture::join);
        restarts.forEach(CompletableFuture::join);
        bed.managers().forEach(bed.swarm()::start);
        bed.awaitWhole();
        Figures.figure(name + ".minute.seconds.with.writes", 100.0 * good.size() / SECONDS, "%");
        Figures.figure(name + ".minute.writes", accepted.size(), "writes");
        compare(accepted);
    }

    /** Starts a node that may be killed again while it starts. */
    private void again(Host host) {
        try {
            bed.swarm().start(host);
        } catch (AssertionError killed) {
            System.err.println(host.name() + " was killed while it started");
        }
    }

    private void write(Host host, long began, Set<Integer> good, Set<String> accepted) {
        while (System.nanoTime() - began < SECONDS * 1_000_000_000L) {
            var service = write(host);
            int second = (int) ((System.nanoTime() - began) / 1_000_000_000L);
            if (!service.isEmpty()) {
                accepted.add(service);
                if (second < SECONDS) {
                    good.add(second);
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    /** What was accepted is there, once. */
    private void compare(Set<String> accepted) throws IOException {
        try (var api = bed.api(bed.leader())) {
            var parts = api.get("/services").orFail().body().split("\"Spec\":\\{\"Name\":\"");
            var seen = new HashSet<String>();
            int twice = 0;
            for (int at = 1; at < parts.length; at++) {
                twice += seen.add(parts[at].substring(0, parts[at].indexOf('"'))) ? 0 : 1;
            }
            var lost = accepted.stream().filter(service -> !seen.contains(service)).count();
            Figures.figure(name + ".minute.lost", lost, "writes");
            Figures.figure(name + ".minute.twice", twice, "writes");
        }
    }

    private static void sleepUntil(long nanos) {
        LockSupport.parkNanos(Math.max(0, nanos - System.nanoTime()));
    }
}
