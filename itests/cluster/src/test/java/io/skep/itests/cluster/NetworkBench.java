package io.skep.itests.cluster;

import io.skep.itests.engine.TestEngine;
import io.skep.itests.hosts.Eventually;
import io.skep.itests.hosts.Host;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A task on one host, its client on another: new connections and bulk throughput to the task's own
 * address and to the service's virtual one, through the mesh with the client's address kept and
 * hidden, and names through a container's resolver. First Docker's own swarm mode, then Skep, in
 * one run, turn by turn, medians of five. Property {@code skep.swarm} names one of them alone.
 */
final class NetworkBench {

    private static final int ROUNDS = Integer.getInteger("skep.rounds", 5);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration COMMAND = Duration.ofSeconds(60);
    private static final String SECONDS = Integer.toString(Integer.getInteger("skep.take", 4));
    private static final Pattern REQUESTS = Pattern.compile("Requests/sec:\\s*([0-9.]+)");
    private static final Pattern BITS =
            Pattern.compile("(?s)\"sum_received\":.*?\"bits_per_second\":\\s*([0-9.e+]+)");
    private static final Pattern NAMES = Pattern.compile("Queries per second:\\s*([0-9.]+)");
    private static final Pattern LATENCY = Pattern.compile("(?m)^> NOERROR .* ([0-9.]+)$");
    private static final String NGINX =
            "daemon off; worker_processes 1; pid /run/skep/nginx.pid; error_log /dev/null;"
                    + " events { worker_connections 4096; }"
                    + " http { access_log off; server { listen 80; listen 81; location / { return 200 ok; } } }";

    private final Bed bed;
    private final String name;
    private final Host client;
    private final Host server;

    private NetworkBench(Bed bed, String name) {
        this.bed = bed;
        this.name = "network." + name;
        this.client = bed.managers().get(0);
        this.server = bed.managers().get(1);
    }

    public static void main(String[] words) throws Exception {
        var only = System.getProperty("skep.swarm", "");
        for (var name : only.isEmpty() ? List.of("docker", "skep") : List.of(only)) {
            try (var bed = Bed.form(name, 0)) {
                new NetworkBench(bed, name).run();
            }
        }
        System.exit(0);
    }

    private void run() {
        bed.docker(client, "network", "create", "-d", "overlay", "back");
        create("server", server, "--network", "back", "--publish", "18080:80");
        create("client", client, "--network", "back");
        serve("server");
        var task = address("server");
        var virtual = virtual();
        var there = inClient("client");
        // Docker balances by IPVS, which not every kernel has
        var addresses = docker() ? List.of(task) : List.of(task, virtual);
        var called = List.of("direct", "virtual").subList(0, addresses.size());
        // each at a port of its own: what one has closed lies about, and is in the other's way
        var ports = List.of(task + ":80", virtual + ":81").subList(0, addresses.size());
        turns("connections", called, takes(ports, at -> connections(there, at)));
        turns("throughput", called, takes(addresses, at -> throughput(there, at)));
        names(there);
        if (!docker()) {
            mesh();
        }
    }

    private boolean docker() {
        return name.endsWith("docker");
    }

    private static List<Supplier<Double>> takes(
            List<String> addresses, Function<String, Double> take) {
        return addresses.stream().map(at -> (Supplier<Double>) () -> take.apply(at)).toList();
    }

    /** Through a node that has no task, asked from one that has none either. */
    private void mesh() {
        var asker = bed.managers().get(2);
        var asked = client.address();
        var kept = asked + ":18080";
        create("hides", server, "--publish", "18081:80", "--label", "skep.publish.snat=true");
        serve("hides");
        turns(
                "mesh",
                List.of("kept", "hidden"),
                List.of(
                        () -> connections(List.of(), asker, kept),
                        () -> connections(List.of(), asker, asked + ":18081")));
    }

    private void names(List<String> there) {
        client.run("sh", "-c", "echo 'server A' > /run/skep/names").good();
        var all = new ArrayList<>(there);
        all.addAll(List.of("dnsperf", "-s", resolver(), "-d", "/run/skep/names", "-l", SECONDS));
        turns(
                "names",
                List.of("rate"),
                List.of(() -> number(NAMES, client.run(COMMAND, Map.of(), words(all)).good())));
        all.addAll(List.of("-Q", "2000", "-v"));
        var said = client.run(COMMAND, Map.of(), words(all)).good();
        var latencies =
                LATENCY.matcher(said).results().map(it -> 1e3 * Double.parseDouble(it.group(1)));
        Figures.spread(name + ".names.at.2000", latencies.toList());
    }

    /** The server that the client's own settings name. */
    private String resolver() {
        var id = Containers.running(client, "client").get(0);
        return after("nameserver", Containers.exec(client, id, "grep nameserver /etc/resolv.conf"));
    }

    private static String[] words(List<String> all) {
        return all.toArray(String[]::new);
    }

    /** One after the other, again and again; medians. */
    private void turns(String what, List<String> names, List<Supplier<Double>> takes) {
        var all = names.stream().map(any -> new ArrayList<Double>()).toList();
        for (int round = 0; round < ROUNDS; round++) {
            for (int at = 0; at < takes.size(); at++) {
                all.get(at).add(takes.get(at).get());
            }
        }
        var medians =
                all.stream().map(it -> it.stream().sorted().toList().get(ROUNDS / 2)).toList();
        for (int at = 0; at < takes.size(); at++) {
            Figures.figure(name + "." + what + "." + names.get(at), medians.get(at), "1/s");
        }
        if (medians.size() > 1) {
            var ratio = medians.get(1) / medians.get(0);
            Figures.figure(name + "." + what + "." + names.get(1) + ".ratio", ratio, "ratio");
        }
    }

    private double connections(List<String> where, String address) {
        return connections(where, client, address);
    }

    private double connections(List<String> where, Host host, String address) {
        var wrk = List.of("wrk", "-t1", "-c16", "-d" + SECONDS, "-H", "Connection: close");
        var all = Stream.of(where, wrk, List.of("http://" + address + "/")).flatMap(List::stream);
        return number(REQUESTS, host.run(words(all.toList())).good());
    }

    private double throughput(List<String> where, String address) {
        var iperf = List.of("iperf3", "-J", "-t", SECONDS, "-c", address);
        return number(
                BITS,
                client.run(words(Stream.concat(where.stream(), iperf.stream()).toList())).good());
    }

    private static double number(Pattern pattern, String text) {
        var found = pattern.matcher(text);
        if (!found.find()) {
            throw new IllegalStateException("no figure in: " + text);
        }
        return Double.parseDouble(found.group(1));
    }

    private void create(String service, Host host, String... options) {
        var words = new ArrayList<>(List.of("service", "create", "--detach", "--no-resolve-image"));
        words.addAll(List.of("--name", service, "--constraint", "node.hostname==" + host.name()));
        words.addAll(List.of(options));
        words.addAll(List.of(TestEngine.IMAGE, "sleep", "100000"));
        bed.docker(this.client, words(words));
        Eventually.holds(
                service + " runs",
                PATIENCE,
                () -> Containers.running(host, service).size(),
                count -> count == 1);
    }

    /** A web server and a sink of bytes in the network of a service's container. */
    private void serve(String service) {
        server.run("sh", "-c", "echo '" + NGINX + "' > /run/skep/nginx.conf").good();
        var inside = inside(server, service);
        server.start("nginx-" + service, with(inside, "nginx", "-c", "/run/skep/nginx.conf"));
        server.start("iperf-" + service, with(inside, "iperf3", "-s"));
        Eventually.holds(
                "it serves",
                PATIENCE,
                () ->
                        server.run(
                                        words(
                                                with(
                                                        inside,
                                                        "sh",
                                                        "-c",
                                                        "busybox nc 127.0.0.1 80 < /dev/null")))
                                .exit(),
                exit -> exit == 0);
    }

    private List<String> inClient(String service) {
        return inside(client, service);
    }

    private static List<String> inside(Host host, String service) {
        var id = Containers.running(host, service).get(0);
        return List.of("nsenter", "-n", "-t", Containers.inspect(host, "{{.State.Pid}}", id));
    }

    private static List<String> with(List<String> inside, String... words) {
        return Stream.concat(inside.stream(), Stream.of(words)).toList();
    }

    /** The address of a service's only task on the network both are in. */
    private String address(String service) {
        var task = bed.docker(client, "service", "ps", "-q", "--no-trunc", service).strip();
        var format =
                "{{range .NetworksAttachments}}{{.Network.Spec.Name}} {{index .Addresses 0}} {{end}}";
        return after("back", bed.docker(client, "inspect", "-f", format, task));
    }

    private String virtual() {
        var format = "{{range .Endpoint.VirtualIPs}}{{.NetworkID}} {{.Addr}} {{end}}";
        var network = bed.docker(client, "network", "inspect", "-f", "{{.ID}}", "back").strip();
        return after(network, bed.docker(client, "service", "inspect", "-f", format, "server"));
    }

    private static String after(String word, String text) {
        var words = text.strip().split(" +");
        return IntStream.range(0, words.length - 1)
                .filter(at -> words[at].equals(word))
                .mapToObj(at -> words[at + 1].split("/")[0])
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(word + " is not in " + text));
    }
}
