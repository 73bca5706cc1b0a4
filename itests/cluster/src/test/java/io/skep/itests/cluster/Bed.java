package io.skep.itests.cluster;

import io.skep.itests.hosts.DockerSwarm;
import io.skep.itests.hosts.Eventually;
import io.skep.itests.hosts.Host;
import io.skep.itests.hosts.Site;
import io.skep.itests.hosts.Swarm;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A cluster that something is measured on: three managers, all on hosts of their own, and workers.
 */
final class Bed implements AutoCloseable {

    static final int MANAGERS = 3;

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final Site site = Site.open();
    private final Swarm swarm;
    private final List<Host> hosts;

    private Bed(Swarm swarm, Function<Site, List<Host>> boot) {
        this.swarm = swarm;
        Runtime.getRuntime().addShutdownHook(new Thread(site::close, "close-site"));
        this.hosts = boot.apply(site);
    }

    private static List<String> names(int workers) {
        return Stream.concat(
                        IntStream.rangeClosed(1, MANAGERS).mapToObj(n -> "m" + n),
                        IntStream.rangeClosed(1, workers).mapToObj(n -> "w" + n))
                .toList();
    }

    /** A formed cluster of Docker's own swarm mode, or of Skep. */
    static Bed form(String swarm, int workers) {
        return form(swarm.equals("docker") ? new DockerSwarm() : new SkepSwarm(), workers);
    }

    /** A formed cluster of such nodes. */
    static Bed form(Swarm swarm, int workers) {
        var bed = new Bed(swarm, site -> site.boot(names(workers)));
        bed.form();
        return bed;
    }

    /** A formed cluster of Skep on hosts without engines, whose tasks are processes. */
    static Bed ofProcesses(int workers) {
        var bed = new Bed(SkepSwarm.ofProcesses(), site -> bare(site, workers));
        bed.form();
        return bed;
    }

    private static List<Host> bare(Site site, int workers) {
        var hosts = names(workers).stream().map(site::add).toList();
        hosts.forEach(Host::powerOn);
        return hosts;
    }

    private void form() {
        Site.together(hosts, this::started);
        var first = hosts.get(0);
        docker(first, "swarm", "init", "--advertise-addr", first.address());
        for (var host : hosts.subList(1, hosts.size())) {
            var role = hosts.indexOf(host) < MANAGERS ? "manager" : "worker";
            var token = docker(first, "swarm", "join-token", "-q", role);
            docker(host, "swarm", "join", "--token", token, first.address() + ":2377");
        }
        awaitWhole();
    }

    private Host started(Host host) {
        swarm.start(host);
        return host;
    }

    /** Starts a host's node again, and waits until every node is ready and every manager votes. */
    void restart(Host host) {
        if (!host.on()) {
            host.powerOn();
            host.startEngineAgain();
        }
        swarm.start(host);
        awaitWhole();
    }

    /** Ends a host's node for good, so that something else has the host for itself. */
    void shutDown(Host host) {
        swarm.kill(host);
    }

    void awaitWhole() {
        Eventually.holds("the cluster is whole", PATIENCE, this::working, n -> n == hosts.size());
    }

    private int working() {
        for (var manager : managers()) {
            if (!manager.on()) {
                continue;
            }
            var rows =
                    swarm.docker(manager, "node", "ls", "--format", "{{.Status}}{{.ManagerStatus}}")
                            .output()
                            .lines()
                            .toList();
            long voting =
                    rows.stream().filter(row -> row.matches("Ready(Leader|Reachable)")).count();
            if (voting == MANAGERS) {
                return (int) rows.stream().filter(row -> row.startsWith("Ready")).count();
            }
        }
        return 0;
    }

    Swarm swarm() {
        return swarm;
    }

    List<Host> managers() {
        return hosts.subList(0, MANAGERS);
    }

    List<Host> workers() {
        return hosts.subList(MANAGERS, hosts.size());
    }

    Host leader() {
        return Eventually.holds("one leads", PATIENCE, this::leaders, found -> !found.isEmpty())
                .get(0);
    }

    Host follower() {
        var leader = leader();
        return managers().stream().filter(host -> host != leader).findFirst().orElseThrow();
    }

    private List<Host> leaders() {
        var found = new ArrayList<Host>();
        for (var host : managers()) {
            if (host.on() && found.isEmpty()) {
                swarm.docker(host, "node", "ls", "--format", "{{.Hostname}}{{.ManagerStatus}}")
                        .output()
                        .lines()
                        .filter(row -> row.endsWith("Leader"))
                        .map(row -> row.substring(0, row.length() - "Leader".length()))
                        .forEach(name -> found.add(named(name)));
            }
        }
        return found;
    }

    private Host named(String name) {
        return hosts.stream().filter(host -> host.name().equals(name)).findFirst().orElseThrow();
    }

    /** A connection to the API of a host's node. */
    Api api(Host host) throws IOException {
        return Api.to(host.seenFromOutside(swarm.server().substring("unix://".length())));
    }

    String docker(Host host, String... words) {
        return swarm.docker(host, words).good();
    }

    @Override
    public void close() {
        site.close();
    }
}
