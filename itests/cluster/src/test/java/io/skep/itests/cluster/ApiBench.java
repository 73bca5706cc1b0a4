package io.skep.itests.cluster;

import io.skep.itests.engine.TestEngine;
import io.skep.itests.hosts.Host;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * How fast three managers answer: creations by one and by sixteen clients, lists of 200 services
 * and of 500 tasks, by the leader and by a follower. First Docker's own swarm mode, then Skep, in
 * one run. Each is broken in by the same requests before: what is measured is a manager that has
 * been at work for minutes, not one whose code is still being compiled. Property {@code skep.swarm}
 * names one of them alone.
 */
final class ApiBench {

    private static final Duration WARM_UP = Duration.ofSeconds(Integer.getInteger("skep.warm", 8));
    private static final Duration MEASURE = Duration.ofSeconds(Integer.getInteger("skep.take", 8));
    private static final Duration BREAK_IN =
            Duration.ofSeconds(Integer.getInteger("skep.break.in", 90));
    private static final int CLIENTS = 16;
    private static final int SERVICES = 200;
    private static final int TASKS = 500;

    private final Bed bed;
    private final String name;
    private final AtomicInteger number = new AtomicInteger();

    private ApiBench(Bed bed, String name) {
        this.bed = bed;
        this.name = name;
    }

    public static void main(String[] words) throws Exception {
        var only = System.getProperty("skep.swarm", "");
        for (var name : only.isEmpty() ? List.of("docker", "skep") : List.of(only)) {
            try (var bed = Bed.form(name, 0)) {
                new ApiBench(bed, name).run();
            }
        }
        System.exit(0);
    }

    private void run() throws IOException {
        var leader = bed.leader();
        breakIn(leader);
        creations(leader, 1);
        creations(leader, CLIENTS);
        removeAll(leader);
        try (var api = bed.api(leader)) {
            for (int n = 0; n < SERVICES; n++) {
                create(api);
            }
        }
        lists("services", "/services");
        removeAll(leader);
        try (var api = bed.api(leader)) {
            api.post("/services/create", spec("waits", TASKS)).orFail();
            while (count(api, "/tasks", "\"ServiceID\"") < TASKS) {
                LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
            }
        }
        lists("tasks", "/tasks");
    }

    /** Services come, are looked at and go, so that nothing grows. */
    private void breakIn(Host leader) throws IOException {
        new Load(() -> bed.api(leader), BREAK_IN, Duration.ZERO).warmUp(CLIENTS, this::comeAndGo);
        new Load(() -> bed.api(bed.follower()), WARM_UP, Duration.ZERO).warmUp(1, this::comeAndGo);
        removeAll(leader);
    }

    private void comeAndGo(Api api) throws IOException {
        var id = create(api);
        api.get("/services/" + id).orFail();
        api.ask("DELETE", "/services/" + id, "").orFail();
    }

    private void creations(Host host, int clients) {
        load(host).run("api." + name + ".create." + clients, clients, this::create);
    }

    private void lists(String what, String path) {
        var leader = bed.leader();
        for (var host : List.of(leader, bed.follower())) {
            var role = host == leader ? "leader" : "follower";
            var figure = "api." + name + "." + what + "." + role;
            load(host).run(figure, 1, api -> api.get(path).orFail());
        }
    }

    private Load load(Host host) {
        return new Load(() -> bed.api(host), WARM_UP, MEASURE);
    }

    /** Its id. */
    private String create(Api api) throws IOException {
        var body = spec("s" + number.incrementAndGet(), 0);
        return api.post("/services/create", body).orFail().body().split("\"")[3];
    }

    /** A service whose tasks no node can take. */
    private static String spec(String name, int replicas) {
        return """
               {"Name":"%s","Labels":{"who":"bench"},\
               "TaskTemplate":{"ContainerSpec":{"Image":"%s","Args":["sleep","100000"],"Env":["A=1","B=2"]},\
               "Placement":{"Constraints":["node.labels.none==such"]}},\
               "Mode":{"Replicated":{"Replicas":%d}}}"""
                .formatted(name, TestEngine.IMAGE, replicas);
    }

    private void removeAll(Host host) throws IOException {
        try (var api = bed.api(host)) {
            var ids = new ArrayList<String>();
            for (var part : api.get("/services").orFail().body().split("\\{\"ID\":\"")) {
                if (part.indexOf('"') == 25) {
                    ids.add(part.substring(0, 25));
                }
            }
            for (var id : ids) {
                api.ask("DELETE", "/services/" + id, "").orFail();
            }
            while (count(api, "/tasks", "\"ServiceID\"") > 0) {
                LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
            }
        }
    }

    private static int count(Api api, String path, String mark) throws IOException {
        return api.get(path).orFail().body().split(mark, -1).length - 1;
    }
}
