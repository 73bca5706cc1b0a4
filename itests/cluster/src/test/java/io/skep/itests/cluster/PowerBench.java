package io.skep.itests.cluster;

import io.skep.itests.engine.TestEngine;
import io.skep.itests.hosts.Host;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * A worker's host is powered off: how long until all its tasks run on the other one, at defaults.
 * First Docker's own swarm mode, then Skep; property {@code skep.swarm} names one of them alone.
 */
final class PowerBench {

    private static final int ROUNDS = Integer.getInteger("skep.rounds", 20);
    private static final int DOCKER_ROUNDS = Integer.getInteger("skep.docker.rounds", 5);
    private static final int REPLICAS = 4;
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String RUNNING = "\"State\":\"running\"";
    private static final String WANTED =
            "/tasks?filters=%7B%22service%22:%5B%22sleepers%22%5D,%22desired-state%22:%5B%22running%22%5D%7D";

    private final Bed bed;

    private PowerBench(Bed bed) {
        this.bed = bed;
    }

    public static void main(String[] words) throws Exception {
        var only = System.getProperty("skep.swarm", "");
        for (var name : only.isEmpty() ? List.of("docker", "skep") : List.of(only)) {
            try (var bed = Bed.form(name, 2)) {
                int rounds = name.equals("docker") ? DOCKER_ROUNDS : ROUNDS;
                Figures.spread("power." + name + ".elsewhere", new PowerBench(bed).run(rounds));
            }
        }
        System.exit(0);
    }

    private List<Double> run(int rounds) throws IOException {
        try (var api = bed.api(bed.leader())) {
            api.post("/services/create", spec()).orFail();
            await(api, List.of());
            var times = new ArrayList<Double>();
            for (int round = 0; round < rounds; round++) {
                var victim = bed.workers().get(round % 2);
                var lost = ids(api, victim);
                var began = System.nanoTime();
                victim.powerOff();
                await(api, lost);
                times.add((System.nanoTime() - began) / 1e6);
                bed.restart(victim);
            }
            return times;
        }
    }

    private String spec() {
        return """
               {"Name":"sleepers","TaskTemplate":{"ContainerSpec":{"Image":"%s","Args":["sleep","100000"]},\
               "Placement":{"Constraints":["node.role==worker"]}},\
               "Mode":{"Replicated":{"Replicas":%d}}}"""
                .formatted(TestEngine.IMAGE, REPLICAS);
    }

    /** The tasks that are to run on a host. */
    private List<String> ids(Api api, Host host) throws IOException {
        var node = bed.docker(bed.leader(), "node", "inspect", "-f", "{{.ID}}", host.name());
        var filter =
                "%7B%22node%22:%5B%22"
                        + node.strip()
                        + "%22%5D,%22desired-state%22:%5B%22running%22%5D%7D";
        var ids = new ArrayList<String>();
        for (var part : api.get("/tasks?filters=" + filter).orFail().body().split("\\{\"ID\":\"")) {
            if (part.indexOf('"') == 25) {
                ids.add(part.substring(0, 25));
            }
        }
        return ids;
    }

    /** Waits until all replicas run, none of them as one of these tasks. */
    private static void await(Api api, List<String> lost) throws IOException {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            var tasks = api.get(WANTED).orFail().body();
            if (tasks.split(RUNNING, -1).length > REPLICAS
                    && lost.stream().noneMatch(tasks::contains)) {
                return;
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("not all run: " + tasks);
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }
}
