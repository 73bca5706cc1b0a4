package io.skep.itests.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.itests.engine.TestEngine;
import io.skep.itests.hosts.Eventually;
import io.skep.itests.hosts.Host;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A task that asks for the names of a service's tasks without a pause, and what it was told. */
final class Names {

    static final String NETWORK = "names";

    private static final Instant FAR = Instant.parse("9999-01-01T00:00:00Z");
    private static final int RATE = 100;
    private static final int BY_NAME = 20;
    private static final int LEAST = 100;
    private static final Pattern ADDRESS = Pattern.compile("Address: (10\\.[\\d.]+)");
    private static final String LOOK =
            "while :; do echo asked $(nslookup tasks.web. | grep 'Address: 10'); sleep 0.05; done";
    private static final String TASK =
            "{{.Status.ContainerStatus.ContainerID}}{{range .NetworksAttachments}}"
                    + " {{.Network.Spec.Name}} {{index .Addresses 0}}{{end}}";

    private final Cluster cluster;
    private final Host host;
    private final String container;

    /** Begins to ask. */
    Names(Cluster cluster) {
        this.cluster = cluster;
        this.host = cluster.workers().get(1);
        var words = new ArrayList<>(List.of("service", "create", "--detach", "--no-resolve-image"));
        words.addAll(List.of("--name", "looks", "--network", NETWORK, "--stop-grace-period", "1s"));
        words.addAll(List.of("--constraint", "node.hostname==" + host.name()));
        words.addAll(List.of(TestEngine.IMAGE, "sh", "-c", LOOK));
        said(words.toArray(String[]::new));
        cluster.awaitRunning(cluster.leader(), "looks", 1);
        this.container = Containers.running(host, "looks").get(0);
    }

    /** Others call what they are told, by the virtual address, and by the names of all tasks. */
    Crowd look() {
        var pid = Containers.inspect(host, "{{.State.Pid}}", container);
        var inside = new Crowd.Place(host, List.of("nsenter", "-t", pid, "-n", "--"));
        var gateway =
                said(
                        "network",
                        "inspect",
                        "-f",
                        "{{range .IPAM.Config}}{{.Gateway}}{{end}}",
                        NETWORK);
        var crowd = new Crowd();
        crowd.asks("vip", inside, RATE, List.of("web@" + gateway + ":80"));
        crowd.asks("tasks", inside, BY_NAME, List.of("tasks.web@" + gateway + ":80"));
        return crowd;
    }

    /**
     * A container and the address it had.
     *
     * @param ended long from now while it runs
     */
    private record Life(String address, Instant ended) {}

    /**
     * An answer.
     *
     * @param asked when, or before
     */
    private record Told(Instant asked, List<String> addresses) {}

    /** No answer named a task of this service that had ended longer ago than that. */
    void neverPointTo(String service, Duration stale) {
        var lives = lives(service);
        var told = told();
        assertTrue(told.size() > LEAST, () -> "asked only " + told.size());
        assertEquals(
                List.of(),
                told.stream()
                        .flatMap(one -> dead(one, lives, stale))
                        .map(Object::toString)
                        .toList());
        long ended = lives.stream().filter(life -> life.ended.isBefore(Instant.now())).count();
        assertTrue(ended > 0, "nothing has ended");
        System.out.println("figure O-17 answers " + told.size() + ", tasks that ended " + ended);
    }

    private static Stream<String> dead(Told told, List<Life> lives, Duration stale) {
        if (told.addresses.isEmpty()) {
            return Stream.of("no answer at " + told.asked);
        }
        return told.addresses.stream()
                .filter(
                        address ->
                                lives.stream()
                                        .filter(life -> life.address.equals(address))
                                        .allMatch(
                                                life ->
                                                        life.ended
                                                                .plus(stale)
                                                                .isBefore(told.asked)))
                .map(address -> address + " at " + told.asked + ", of " + lives);
    }

    private List<Told> told() {
        var lines = host.docker(Host.ENGINE, "logs", "-t", container).good().lines().toList();
        var told = new ArrayList<Told>();
        for (int n = 1; n < lines.size(); n++) {
            var asked = Instant.parse(lines.get(n - 1).split(" ")[0]);
            var addresses = ADDRESS.matcher(lines.get(n)).results().map(at -> at.group(1)).toList();
            told.add(new Told(asked, addresses));
        }
        return told;
    }

    private List<Life> lives(String service) {
        return said("service", "ps", "-q", "--no-trunc", service)
                .lines()
                .map(task -> said("inspect", "-f", TASK, task).split(" "))
                .map(this::life)
                .toList();
    }

    private Life life(String[] words) {
        var at = List.of(words).indexOf(NETWORK);
        var address = words[at + 1].split("/")[0];
        return new Life(address, ended(words[0]));
    }

    private Instant ended(String id) {
        var format = "{{.State.Running}} {{.State.FinishedAt}}";
        var found =
                cluster.hosts().stream()
                        .map(any -> Containers.inspect(any, format, id))
                        .filter(seen -> seen.startsWith("true") || seen.startsWith("false"))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError("no container " + id));
        return found.startsWith("true") ? FAR : Instant.parse(found.split(" ")[1]);
    }

    /** Nobody asks any more, and the network goes. */
    void forget() {
        cluster.remove("looks");
        Eventually.holds(
                "the network goes",
                Cluster.PATIENCE,
                () -> cluster.docker(cluster.leader(), "network", "rm", NETWORK).exit(),
                exit -> exit == 0);
    }

    private String said(String... words) {
        return cluster.docker(cluster.leader(), words).good();
    }
}
