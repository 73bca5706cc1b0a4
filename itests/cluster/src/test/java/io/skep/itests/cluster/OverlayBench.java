package io.skep.itests.cluster;

import io.skep.itests.engine.TestEngine;
import io.skep.itests.hosts.Eventually;
import io.skep.itests.hosts.Host;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Bulk throughput between two hosts over Skep's overlay and over the one of Docker's own driver:
 * the same hosts are a cluster of each at once, and the takes go turn by turn, so that whatever
 * else the machine does, the nodes of both included, is in the way of both. Medians of many short
 * ones: how quick a connection is depends on where the kernel puts its ends.
 */
final class OverlayBench {

    private static final int ROUNDS = Integer.getInteger("skep.rounds", 100);
    private static final String SECONDS = Integer.toString(Integer.getInteger("skep.take", 1));
    private static final String PORT = ":12377";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration COMMAND = Duration.ofSeconds(60);
    private static final Pattern BITS =
            Pattern.compile("(?s)\"sum_received\":.*?\"bits_per_second\":\\s*([0-9.e+]+)");

    private final Bed bed;
    private final Host client;
    private final Host server;

    private OverlayBench(Bed bed) {
        this.bed = bed;
        this.client = bed.managers().get(0);
        this.server = bed.managers().get(1);
    }

    public static void main(String[] words) {
        try (var bed = Bed.form(new SkepSwarm(), 0)) {
            new OverlayBench(bed).run();
        }
        System.exit(0);
    }

    private void run() {
        formOfEngines();
        var ways = new TreeMap<String, List<String>>();
        ways.put("docker", way(Host.ENGINE, "theirs"));
        ways.put("skep", way(bed.swarm().server(), "ours"));
        var taken = new TreeMap<String, List<Double>>();
        for (int round = 0; round < ROUNDS; round++) {
            ways.forEach(
                    (name, way) ->
                            taken.computeIfAbsent(name, any -> new ArrayList<>()).add(take(way)));
        }
        taken.forEach((name, all) -> Figures.figure("overlay." + name, median(all), "bit/s"));
        var ratio = median(taken.get("skep")) / median(taken.get("docker"));
        Figures.figure("overlay.ratio", ratio, "ratio");
    }

    /** The engines' own cluster, at ports and with addresses that the nodes do not use. */
    private void formOfEngines() {
        var own = List.of("--data-path-port", "4799", "--default-addr-pool", "10.200.0.0/16");
        ofEngine(client, Stream.concat(Stream.of("init"), own.stream()), Stream.empty());
        var token = client.docker(Host.ENGINE, "swarm", "join-token", "-q", "worker").good();
        var first = Stream.of(client.address() + PORT);
        ofEngine(server, Stream.of("join", "--token", token.strip()), first);
    }

    private static void ofEngine(Host host, Stream<String> verb, Stream<String> last) {
        var at = host.address() + PORT;
        var where = Stream.of("--advertise-addr", at, "--listen-addr", at);
        var words = Stream.of(Stream.of("swarm"), verb, where, last).flatMap(it -> it);
        host.docker(Host.ENGINE, words.toArray(String[]::new)).good();
    }

    /** Two tasks on an overlay, one at each end; the command that sends from one to the other. */
    private List<String> way(String at, String network) {
        client.docker(at, "network", "create", "-d", "overlay", network).good();
        var from = task(at, network, client);
        var to = task(at, network, server);
        var inside = enter(server, to);
        server.start("iperf-" + network, Stream.concat(inside, Stream.of("iperf3", "-s")).toList());
        var format = "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}";
        var address = Containers.inspect(server, format, to);
        return Stream.concat(enter(client, from), Stream.of("iperf3", "-J", "-c", address))
                .toList();
    }

    private String task(String at, String network, Host host) {
        var name = network + "-" + host.name();
        var create = List.of("service", "create", "--detach", "--no-resolve-image", "--name", name);
        var where = List.of("--network", network, "--constraint", "node.hostname==" + host.name());
        var what = List.of(TestEngine.IMAGE, "sleep", "100000");
        var all = Stream.of(create, where, what).flatMap(List::stream).toArray(String[]::new);
        client.docker(at, all).good();
        return Eventually.holds(
                        name + " runs",
                        PATIENCE,
                        () -> Containers.running(host, name),
                        found -> found.size() == 1)
                .get(0);
    }

    private static Stream<String> enter(Host host, String container) {
        var process = Containers.inspect(host, "{{.State.Pid}}", container);
        return Stream.of("nsenter", "-n", "-t", process);
    }

    private double take(List<String> way) {
        var all = Stream.concat(way.stream(), Stream.of("-t", SECONDS)).toArray(String[]::new);
        var said = client.run(COMMAND, Map.of(), all).good();
        var found = BITS.matcher(said);
        if (!found.find()) {
            throw new IllegalStateException("no figure in " + said);
        }
        return Double.parseDouble(found.group(1));
    }

    private static double median(List<Double> all) {
        return all.stream().sorted().toList().get(all.size() / 2);
    }
}
