package io.skep.itests.cluster;

import io.skep.itests.hosts.Eventually;
import io.skep.itests.hosts.Host;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Nothing is left of networks on any host, also when a node was killed while they went. Property
 * {@code skep.rounds} says how often they come and go. Source: consensus-and-faults O-16
 */
class LeftoversTest {

    private static final int ROUNDS = Integer.getInteger("skep.rounds", 2);
    private static final String SUBNET = "10.99.7";
    // links, rules, routes, forwarding entries, the engine's networks, our rules, connections
    private static final String LOOK =
            "ip -o link | cut -d: -f2 | cut -d@ -f1 | sed 's/veth.*/veth/'; ip rule;"
                    + " ip route show table all | grep -e sk- -e NET;"
                    + " bridge fdb show | grep sk-;"
                    + " docker -H "
                    + Host.ENGINE
                    + " network ls --format '{{.Name}}';"
                    + " nft list ruleset | grep -F NET;"
                    // the kernel's own word to its neighbours that it listens is kept for ten
                    // minutes
                    + " conntrack -L 2>/dev/null | grep -F NET | grep -v dst=224; true";

    private Cluster cluster;

    @BeforeEach
    void form() {
        cluster = Cluster.shared();
        // what another test has just removed is still going
        cluster.hosts()
                .forEach(
                        host ->
                                Eventually.equal(
                                        List.of(), Cluster.PATIENCE, () -> Containers.all(host)));
        // and a kernel gives what was just made an address of its own a moment later
        cluster.hosts()
                .forEach(host -> Eventually.equal("", Cluster.PATIENCE, () -> unready(host)));
    }

    /** What of the mesh is not there yet. */
    private static String unready(Host host) {
        return host.run(
                        "sh",
                        "-c",
                        "ip -o link show type bridge | grep -q ' sk-' || echo no bridge;"
                                + " ip -6 -o addr show tentative")
                .output();
    }

    @AfterEach
    void clear() {
        cluster.docker(cluster.leader(), "service", "rm", "passenger");
        Eventually.equal(List.of(), Cluster.PATIENCE, () -> cluster.slots("passenger"));
        cluster.docker(cluster.leader(), "network", "rm", "passing");
    }

    @Test
    void O_16_nothingIsLeftOfNetworksThatWentWhileANodeWasKilled() {
        var before = cluster.hosts().stream().map(LeftoversTest::look).toList();
        for (int round = 0; round < ROUNDS; round++) {
            comeAndGo(cluster.workers().get(round % 2));
        }

        IntStream.range(0, before.size())
                .forEach(
                        at ->
                                Eventually.equal(
                                        List.of(),
                                        Cluster.PATIENCE,
                                        () -> left(before.get(at), cluster.hosts().get(at))));
    }

    private void comeAndGo(Host killed) {
        var leader = cluster.leader();
        var subnet = SUBNET + ".0/24";
        cluster.docker(leader, "network", "create", "-d", "overlay", "--subnet", subnet, "passing")
                .good();
        cluster.create(leader, "passenger", 5, "--network", "passing").good();
        cluster.awaitRunning(leader, "passenger", 5);
        cluster.swarm().kill(killed);
        cluster.docker(leader, "service", "rm", "passenger").good();
        cluster.swarm().start(killed);
        Eventually.equal(List.of(), Cluster.PATIENCE, () -> cluster.slots("passenger"));
        Eventually.holds(
                "the network goes",
                Cluster.PATIENCE,
                () -> cluster.docker(leader, "network", "rm", "passing").exit(),
                exit -> exit == 0);
    }

    /** What is on a host that was not there before, one of each kind that was there for each. */
    private static List<String> left(List<String> before, Host host) {
        var left = new ArrayList<>(look(host));
        before.forEach(left::remove);
        return left;
    }

    /** What of networks is on a host. */
    private static List<String> look(Host host) {
        return host.run("sh", "-c", LOOK.replace("NET", SUBNET + "."))
                .good()
                .lines()
                .map(String::strip)
                .sorted()
                .toList();
    }
}
