package io.skep.network.vxlan.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.skep.itests.engine.TestEngine;
import io.skep.itests.hosts.Host;
import io.skep.itests.hosts.Ran;
import io.skep.itests.hosts.Site;
import io.skep.itests.sim.SimKernel;
import io.skep.model.NodeId;
import io.skep.model.net.Wiring;
import io.skep.network.vxlan.internal.cipher.WireGuard;
import io.skep.network.vxlan.internal.engine.EngineNetworks;
import io.skep.network.vxlan.internal.kernel.Kernel;
import io.skep.network.vxlan.internal.tool.SystemTools;
import io.skep.network.vxlan.internal.tool.Tools;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two hosts with an engine each, and the kernel's own opinion. */
class MachineTest {

    private static List<Host> hosts = List.of();
    private static Site site;

    private final List<String> commands = new ArrayList<>();
    private final Map<String, String> keys = new TreeMap<>();
    private final Hands time = new Hands();
    private final AtomicInteger disturbed = new AtomicInteger();
    private Wirings wirings;

    @BeforeAll
    static void boot() {
        assumeTrue(Site.missing().isEmpty(), Site.missing());
        site = Site.open();
        hosts = site.boot(List.of("one", "two"));
    }

    @AfterAll
    static void end() {
        if (site != null) {
            site.close();
        }
    }

    @BeforeEach
    void start() {
        wirings = new Wirings(Map.of("one", hosts.get(0).address(), "two", hosts.get(1).address()));
    }

    @AfterEach
    void clear() {
        for (var host : hosts) {
            host.run(
                    "sh",
                    "-c",
                    "docker -H " + Host.ENGINE + " rm -f $(docker -H " + Host.ENGINE + " ps -aq)");
            machine(host).make(Wiring.EMPTY);
        }
    }

    @Test
    void containersReachEachOtherAcrossHosts() {
        var wiring =
                wirings.network(1, Map.of()).endpoint(1, "one", 10).endpoint(1, "two", 11).wiring();
        hosts.forEach(host -> machine(host).make(wiring));

        run(hosts.get(0), "skep1.net1", "10.50.1.10");
        run(hosts.get(1), "skep1.net1", "10.50.1.11");

        assertPings(hosts.get(0), "10.50.1.11", 1422);
        assertPings(hosts.get(1), "10.50.1.10", 1422);
        assertPings(hosts.get(0), "10.50.1.1", 56);
    }

    @Test
    void aWishThatIsSoChangesNothing() {
        var wiring =
                wirings.network(1, Map.of()).endpoint(1, "one", 10).endpoint(1, "two", 11).wiring();
        machine(hosts.get(0)).make(wiring);
        var before = state(hosts.get(0));
        commands.clear();

        machine(hosts.get(0)).make(wiring);

        assertEquals(before, state(hosts.get(0)));
        var changes = commands.stream().filter(line -> line.contains("-batch")).toList();
        assertEquals(List.of(), changes);
    }

    @Test
    void whatSomebodyRemovedComesBackWithItsContainers() {
        var wiring =
                wirings.network(1, Map.of()).endpoint(1, "one", 10).endpoint(1, "two", 11).wiring();
        var machines = hosts.stream().map(this::machine).toList();
        machines.forEach(machine -> machine.make(wiring));
        run(hosts.get(0), "skep1.net1", "10.50.1.10");
        run(hosts.get(1), "skep1.net1", "10.50.1.11");
        machines.forEach(machine -> machine.make(wiring));
        var link = machines.get(0).make(wiring).links().get(Wirings.id(1));

        hosts.get(0).run("ip", "link", "del", link.bridge()).good();
        hosts.get(0).run("ip", "link", "del", link.bridge() + "x").good();
        machines.get(0).make(wiring);
        assertEquals(1, disturbed.get());
        machines.get(0).make(wiring);

        assertPings(hosts.get(1), "10.50.1.10", 56);
        assertPings(hosts.get(0), "10.50.1.11", 56);
    }

    @Test
    void entriesThatSomebodyChangedArePutRightAfterAWhile() {
        var host = hosts.get(0);
        var wiring =
                wirings.network(1, Map.of()).endpoint(1, "one", 10).endpoint(1, "two", 11).wiring();
        var machine = machine(host);
        machine.make(wiring);
        var before = state(host);
        var tunnel = bridge(1) + "x";
        host.run("bridge", "fdb", "del", "02:42:0a:32:01:0b", "dev", tunnel, "self").good();
        host.run("bridge", "fdb", "add", "02:42:0a:32:01:63", "dev", tunnel, "dst", "10.77.0.9")
                .good();
        machine.make(wiring);
        assertNotEquals(before, state(host));

        time.passed = Duration.ofMinutes(1);
        machine.make(wiring);

        assertEquals(before, state(host));
    }

    @Test
    void whoIsGoneIsKnownUntilConnectionsToItWereForgotten() {
        var host = hosts.get(0);
        var machine = machine(host);
        var both = wirings.network(1, Map.of()).endpoint(1, "one", 10).endpoint(1, "two", 11);
        machine.make(both.wiring());
        var one = both.gone(1, 11).wiring();

        machine.make(one);
        assertTrue(state(host).contains("10.50.1.11 dev " + bridge(1)));
        machine.make(one);
        assertFalse(state(host).contains("10.50.1.11"), state(host));
    }

    @Test
    void andAlsoWhenNetworksComeInTheSameMoment() {
        var host = hosts.get(0);
        var machine = machine(host);
        var both = wirings.network(1, Map.of()).endpoint(1, "one", 10).endpoint(1, "two", 11);
        machine.make(both.wiring());
        var one = both.gone(1, 11).network(2, Map.of()).endpoint(2, "two", 12).wiring();

        machine.make(one);
        assertTrue(state(host).contains("10.50.1.11 dev " + bridge(1)));
        assertTrue(state(host).contains("10.50.2.12 dev " + bridge(2)));
        machine.make(one);
        assertFalse(state(host).contains("10.50.1.11"), state(host));
    }

    @Test
    void anAddressLeadsToWhoHasItNowThoughWhoHadItIsTakenBackLater() {
        var host = hosts.get(0);
        var machine = machine(host);
        var old = wirings.network(1, Map.of()).endpoint(1, "one", 10);
        machine.make(old.endpoint(1, "three", 11, "10.77.0.9").wiring());
        machine.make(old.heir(1, "two", 11).wiring());

        machine.make(old.gone(1, 11).wiring());

        var hop = "02:42:0a:32:01:0b dev %sx dst %s".formatted(bridge(1), hosts.get(1).address());
        assertTrue(state(host).contains(hop), state(host));
    }

    @Test
    void whatIsToBeEncryptedIsNotInClearOnTheWire() {
        var machines = hosts.stream().map(this::machine).toList();
        assumeTrue(!keys.containsValue(""), "nothing can be encrypted here");
        var wiring =
                wirings.encrypted(1, keys).endpoint(1, "one", 10).endpoint(1, "two", 11).wiring();
        machines.forEach(machine -> machine.make(wiring));
        run(hosts.get(0), "skep1.net1", "10.50.1.10");
        run(hosts.get(1), "skep1.net1", "10.50.1.11");

        assertPings(hosts.get(0), "10.50.1.11", 1322);
        assertPings(hosts.get(1), "10.50.1.10", 56);
        var local = hosts.get(0).run("ip", "-d", "link", "show", bridge(1) + "x").good();
        assertTrue(local.contains("local fd73:6b65:7000::"), local);
        var another = machine(hosts.get(0)); // another process, that finds the key in the interface
        assertEquals(wiring.spans().size(), another.make(wiring).links().size());
        assertPings(hosts.get(1), "10.50.1.10", 56);

        hosts.get(0).run("ip", "link", "del", "sk-wg").good();
        assertNotEquals(0, ping(hosts.get(1), "10.50.1.10", 56).exit());
    }

    @Test
    void refusesWhatItCannotEncryptAndMakesTheRest() {
        var wiring = wirings.network(1, Map.of("encrypted", "")).network(2, Map.of()).wiring();

        var made = machine(hosts.get(0), false).make(wiring);

        assertEquals(
                "network net1: this node cannot encrypt what it sends to other nodes",
                made.refused().get(Wirings.id(1)));
        assertEquals(List.of(Wirings.id(2)), List.copyOf(made.links().keySet()));
        assertTrue(!state(hosts.get(0)).contains(bridge(1)));
    }

    @Test
    void refusesWhoseAddressesTheMachineHasAlreadyAndMakesTheRest() {
        var host = hosts.get(0);
        engine(host, "network", "create", "--subnet", "10.50.1.0/24", "before");
        var wiring = wirings.network(1, Map.of()).network(2, Map.of()).wiring();
        var machine = machine(host);
        try {
            var made = machine.make(wiring);

            assertEquals(
                    "network net1: Pool overlaps with other one on this address space",
                    made.refused().get(Wirings.id(1)));
            assertEquals(List.of(Wirings.id(2)), List.copyOf(made.links().keySet()));
            assertTrue(!state(host).contains(bridge(1)));
        } finally {
            engine(host, "network", "rm", "before");
        }

        assertEquals(
                List.of(Wirings.id(1), Wirings.id(2)),
                List.copyOf(machine.make(wiring).links().keySet()));
    }

    @Test
    void manyRoundsLeaveNothing() {
        machine(hosts.get(0)); // what encrypts is there from then on
        var before = state(hosts.get(0));
        for (int round = 0; round < 5; round++) {
            var machine = machine(hosts.get(0));
            machine.make(wirings.network(1, Map.of()).endpoint(1, "two", 11).wiring());
            machine.make(wirings.network(2, Map.of()).endpoint(2, "two", 12).wiring());
            // another process, that knows nothing of the first
            machine = machine(hosts.get(0));
            machine.make(wirings.without(1).wiring());
            machine.make(wirings.without(2).wiring());
        }

        assertEquals(before, state(hosts.get(0)));
    }

    @Test
    void framesBetweenNodesAreNoConnections() {
        var wiring =
                wirings.network(1, Map.of()).endpoint(1, "one", 10).endpoint(1, "two", 11).wiring();
        hosts.forEach(host -> machine(host).make(wiring));
        run(hosts.get(0), "skep1.net1", "10.50.1.10");
        run(hosts.get(1), "skep1.net1", "10.50.1.11");
        hosts.get(0).run("conntrack", "-F").good(); // those of tests before

        assertPings(hosts.get(0), "10.50.1.11", 56);

        var kept = hosts.get(0).run("conntrack", "-L").good();
        assertTrue(kept.contains("dst=10.50.1.11"), "the kernel keeps connections: " + kept);
        assertTrue(!kept.contains("dport=4789"), kept);
    }

    @Test
    void A31_dropsFramesOfStrangersAndOfNodesOfOtherNetworks() {
        var all = wirings.network(1, Map.of()).endpoint(1, "one", 10).endpoint(1, "two", 11);
        hosts.forEach(host -> machine(host).make(all.wiring()));
        run(hosts.get(0), "skep1.net1", "10.50.1.10");
        run(hosts.get(1), "skep1.net1", "10.50.1.11");
        assertPings(hosts.get(1), "10.50.1.10", 56);

        var two = hosts.get(1).address();
        var alone =
                new Wirings(Map.of("one", hosts.get(0).address(), "three", "10.77.0.99"))
                        .network(1, Map.of())
                        .endpoint(1, "one", 10)
                        .endpoint(1, "two", 11, two);
        machine(hosts.get(0)).make(alone.wiring());
        var dropped = ping(hosts.get(1), "10.50.1.10", 56);
        alone.network(2, Map.of(), Map.of("one", hosts.get(0).address(), "two", two));
        machine(hosts.get(0)).make(alone.wiring());
        var other = ping(hosts.get(1), "10.50.1.10", 56);
        hosts.get(0).run("nft", "delete", "table", "ip", "skep_peers_one").good();

        assertNotEquals(0, dropped.exit(), dropped::toString);
        assertNotEquals(0, other.exit(), other::toString);
        assertPings(hosts.get(1), "10.50.1.10", 56);
    }

    private Machine machine(Host host) {
        return machine(host, true);
    }

    private Machine machine(Host host, boolean encrypts) {
        var pid = host.seenFromOutside("/").getName(1).toString();
        var system = new SystemTools(List.of("nsenter", "-t", pid, "-n", "-m", "-p", "--"));
        Tools tools =
                (words, input) -> {
                    commands.add(String.join(" ", words));
                    return system.run(words, input);
                };
        var kernel = new SimKernel(1);
        var node = new NodeId(host.name());
        var socket = URI.create("unix://" + host.seenFromOutside("/run/docker.sock"));
        var engine = new EngineNetworks(socket, kernel.node("t").loop("t"), node);
        var cipher = new WireGuard(tools, encrypts);
        cipher.begin();
        keys.put(host.name(), cipher.key());
        var tooling = new Machine.Tooling(true, new Kernel(tools), cipher, engine);
        var lookout = new Lookout(new AtOnce(), time, disturbed::incrementAndGet);
        return new Machine(node, tooling, lookout);
    }

    private static String bridge(int network) {
        return "sk-" + Wirings.id(network).value().substring(0, 10);
    }

    private static void run(Host host, String network, String address) {
        host.docker(
                        Host.ENGINE,
                        "run",
                        "-d",
                        "--name",
                        "c1",
                        "--network",
                        network,
                        "--ip",
                        address,
                        TestEngine.IMAGE,
                        "sleep",
                        "1000")
                .good();
    }

    private static void engine(Host host, String... words) {
        host.docker(Host.ENGINE, words).good();
    }

    private static Ran ping(Host host, String address, int size) {
        return host.docker(
                Host.ENGINE, "exec", "c1", "ping", "-c", "1", "-W", "2", "-s", "" + size, address);
    }

    private static void assertPings(Host host, String address, int size) {
        ping(host, address, size).good();
    }

    /** All that could be left: interfaces, tables, rules, the engine's networks. */
    private static String state(Host host) {
        return host.run(
                        "sh",
                        "-c",
                        "ip -o link show | sed 's/^[0-9]*: //'; bridge fdb show; ip neigh show nud"
                                + " permanent; nft list tables; ip route; docker -H "
                                + Host.ENGINE
                                + " network ls --format '{{.Name}}'")
                .good();
    }
}
