package io.skep.itests.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.skep.itests.engine.TestEngine;
import io.skep.itests.hosts.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * From the commit of a new task to the moment it runs, on three nodes that all send to a thousand
 * services of ten tasks: until then its address was told to every node, is in every kernel's rules
 * and was acknowledged by all. Containers are nothing here. Properties {@code skep.services},
 * {@code skep.tasks}, {@code skep.rounds}.
 */
final class WiringBench {

    private static final int SERVICES = Integer.getInteger("skep.services", 1_000);
    private static final int TASKS = Integer.getInteger("skep.tasks", 10);
    private static final int ROUNDS = Integer.getInteger("skep.rounds", 100);
    private static final int WARM_UP = 20;
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private final ObjectMapper json = new ObjectMapper();
    private final Api api;
    private final String network;

    private WiringBench(Api api, String network) {
        this.api = api;
        this.network = network;
    }

    public static void main(String[] words) throws Exception {
        try (var bed = Bed.form(new BlankSwarm(), 0)) {
            var leader = bed.leader();
            var network =
                    bed.docker(
                            leader,
                            "network",
                            "create",
                            "--driver=overlay",
                            "--subnet=10.50.0.0/16",
                            "back");
            try (var api = bed.api(leader)) {
                new WiringBench(api, network.strip()).run();
            }
        }
        System.exit(0);
    }

    private void run() throws IOException {
        var began = System.nanoTime();
        for (int service = 0; service < SERVICES; service++) {
            api.post("/services/create", wish(service, TASKS)).orFail();
        }
        Eventually.holds("all run", PATIENCE, this::running, n -> n == SERVICES * TASKS);
        Figures.figure("wiring.filled", (System.nanoTime() - began) / 1e9, "s");

        var times = new ArrayList<Double>();
        for (int round = 0; round < WARM_UP + ROUNDS; round++) {
            double took = change(round % SERVICES, TASKS + 1 + round / SERVICES);
            if (round >= WARM_UP) {
                times.add(took);
            }
        }
        Figures.spread("wiring.change", times);
    }

    private String wish(int service, int tasks) throws IOException {
        var wish = json.createObjectNode().put("Name", "web" + service);
        var template = wish.putObject("TaskTemplate");
        template.putObject("ContainerSpec").put("Image", TestEngine.IMAGE);
        template.putArray("Networks").addObject().put("Target", network);
        wish.putObject("Mode").putObject("Replicated").put("Replicas", tasks);
        return json.writeValueAsString(wish);
    }

    private int running() {
        var count = 0;
        for (var service : get("/services?status=true")) {
            count += service.path("ServiceStatus").path("RunningTasks").asInt();
        }
        return count;
    }

    /** One task more; how long from its commit to its running, in milliseconds. */
    private double change(int service, int tasks) throws IOException {
        var name = "web" + service;
        var version = get("/services/" + name).path("Version").path("Index").asLong();
        api.post("/services/" + name + "/update?version=" + version, wish(service, tasks)).orFail();
        var all =
                Eventually.holds("it runs", PATIENCE, () -> running(name), n -> n.size() == tasks);
        var newest = all.stream().max((a, b) -> created(a).compareTo(created(b))).orElseThrow();
        var ran = Instant.parse(newest.path("Status").path("Timestamp").asText());
        return Duration.between(created(newest), ran).toNanos() / 1e6;
    }

    private static Instant created(JsonNode task) {
        return Instant.parse(task.path("CreatedAt").asText());
    }

    private List<JsonNode> running(String service) {
        var filters = "{\"service\":[\"" + service + "\"],\"desired-state\":[\"running\"]}";
        var found = new ArrayList<JsonNode>();
        for (var task : get("/tasks?filters=" + encoded(filters))) {
            if (task.path("Status").path("State").asText().equals("running")) {
                found.add(task);
            }
        }
        return found;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private JsonNode get(String path) {
        try {
            return json.readTree(api.get(path).orFail().body());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
