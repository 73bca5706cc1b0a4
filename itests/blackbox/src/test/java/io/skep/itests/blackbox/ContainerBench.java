package io.skep.itests.blackbox;

import io.skep.itests.engine.TestEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Thirty replicas of a sleeping busybox, from {@code service create} to all running: by Skep, by
 * the engine's own swarm mode, and by the same create and start calls to the engine. One engine,
 * turn by turn; medians. Skep does it by itself a few times before: what is measured is a node that
 * has been at work for minutes, not one whose code is still being compiled. Prints {@code figure
 * NAME VALUE UNIT} lines.
 */
final class ContainerBench {

    private static final int REPLICAS = 30;
    private static final int ROUNDS = Integer.getInteger("skep.rounds", 7);
    private static final int PARALLEL = Integer.getInteger("skep.parallel", 16);
    private static final int BREAK_IN = Integer.getInteger("skep.break.in", 25);
    private static final int WARM_UP = Integer.getInteger("skep.warm.rounds", 6);
    // on two cores, looking more often would itself be a part of what is measured
    private static final Duration LOOK = Duration.ofMillis(40);
    private static final String NAME = "sleepers";

    private final TestEngine engine;

    private ContainerBench(TestEngine engine) {
        this.engine = engine;
    }

    public static void main(String[] words) throws Exception {
        try (var engine = TestEngine.start()) {
            engine.docker("swarm", "init", "--advertise-addr", "127.0.0.1");
            try (var skep = Skep.on(engine)) {
                new ContainerBench(engine).run(skep);
            }
        }
        System.exit(0);
    }

    private void run(Skep skep) throws Exception {
        var bare = new long[ROUNDS];
        var swarm = new long[ROUNDS];
        var ours = new long[ROUNDS];
        for (int round = 0; round < BREAK_IN; round++) {
            service(skep.socket());
        }
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            int at = Math.max(0, round); // rounds that warm up are overwritten
            bare[at] = bare();
            ours[at] = service(skep.socket());
            swarm[at] = service(engine.socket());
        }
        figure("containers.engine", median(bare) / 1e6, "ms");
        figure("containers.swarm", median(swarm) / 1e6, "ms");
        figure("containers.skep", median(ours) / 1e6, "ms");
        figure("containers.skep.to.engine", (double) median(ours) / median(bare), "ratio");
        figure("containers.skep.to.swarm", (double) median(ours) / median(swarm), "ratio");
    }

    /** The same calls without anybody between. */
    private long bare() throws Exception {
        var pool = Executors.newFixedThreadPool(PARALLEL);
        var began = System.nanoTime();
        var all = new ArrayList<CompletableFuture<Void>>();
        for (int n = 0; n < REPLICAS; n++) {
            var name = NAME + n;
            all.add(CompletableFuture.runAsync(() -> createAndStart(name), pool));
        }
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get(5, TimeUnit.MINUTES);
        var took = System.nanoTime() - began;
        pool.shutdown();
        engine.docker(withIds("rm", "-f"));
        return took;
    }

    private void createAndStart(String name) {
        try (var http = Http.to(engine.socket())) {
            var body =
                    "{\"Image\":\"%s\",\"Cmd\":[\"sleep\",\"100000\"]}".formatted(TestEngine.IMAGE);
            expect(201, http.json("POST", "/containers/create?name=" + name, body));
            expect(204, http.json("POST", "/containers/" + name + "/start", ""));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private long service(Path socket) throws IOException {
        var spec =
                """
                {"Name":"%s","TaskTemplate":{"ContainerSpec":{"Image":"%s","Args":["sleep","100000"],"StopGracePeriod":0}},\
                "Mode":{"Replicated":{"Replicas":%d}}}"""
                        .formatted(NAME, TestEngine.IMAGE, REPLICAS);
        try (var http = Http.to(socket)) {
            var began = System.nanoTime();
            expect(201, http.json("POST", "/services/create", spec));
            while (running(http) < REPLICAS) {
                LockSupport.parkNanos(LOOK.toNanos());
            }
            var took = System.nanoTime() - began;
            expect(200, http.json("DELETE", "/services/" + NAME, ""));
            Eventually.equal("", Duration.ofMinutes(2), () -> engine.docker("ps", "-aq").strip());
            return took;
        }
    }

    private static long running(Http http) throws IOException {
        var tasks =
                http.json("GET", "/tasks?filters=%7B%22service%22:%5B%22" + NAME + "%22%5D%7D", "");
        return tasks.body().split("\"State\":\"running\"", -1).length - 1L;
    }

    private String[] withIds(String... words) {
        var all = new ArrayList<>(List.of(words));
        all.addAll(engine.docker("ps", "-aq").lines().toList());
        return all.toArray(String[]::new);
    }

    private static void expect(int status, Http.Answer answer) {
        if (answer.status() != status) {
            throw new IllegalStateException(answer.status() + " " + answer.body());
        }
    }

    private static long median(long[] times) {
        var sorted = times.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static void figure(String name, double value, String unit) {
        System.out.printf("figure %s %.3f %s%n", name, value, unit);
    }
}
