package io.skep.allocator.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.model.Change;
import io.skep.model.ClusterId;
import io.skep.model.Kind;
import io.skep.model.NetworkId;
import io.skep.model.NodeDescription;
import io.skep.model.NodeId;
import io.skep.model.NodeState;
import io.skep.model.NodeStatus;
import io.skep.model.Part;
import io.skep.model.State;
import io.skep.model.TaskAttachment;
import io.skep.model.TaskState;
import io.skep.model.Underlay;
import io.skep.model.VirtualIp;
import io.skep.model.spec.Addressing;
import io.skep.model.spec.Availability;
import io.skep.model.spec.ClusterSpec;
import io.skep.model.spec.EndpointSpec;
import io.skep.model.spec.NodeRole;
import io.skep.model.spec.NodeSpec;
import io.skep.model.spec.Platform;
import io.skep.model.spec.PortConfig;
import io.skep.model.spec.Resources;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class NetworksTest extends NetworkCase {

    private static final NodeSpec SPEC =
            new NodeSpec("", Map.of(), NodeRole.WORKER, Availability.ACTIVE);
    private static final String MISSING =
            "no available IPv4 addresses on this network's address pools: small (small)";

    @Test
    void NW_6_cutsSubnetsFromTheDefaultPoolInTheOrderTheyCame() {
        network("ingress", true, Map.of());
        network("b");
        network("a");

        plan();

        assertEquals("10.0.0.0/24", planned("ingress").pools().get(0).subnet());
        assertEquals(List.of(pool("10.0.1.0/24", "", "10.0.1.1")), planned("b").pools());
        assertEquals("10.0.2.0/24", planned("a").pools().get(0).subnet());
        assertEquals(List.of("10.0.1.192/26"), planned("b").virtualRanges());
        assertEquals(0x10001, planned("b").overlay());
    }

    @Test
    void NW_6_cutsSubnetsFromTheClustersOwnPoolsAndSaysWhenThereIsNoneLeft() {
        var spec =
                ClusterSpec.defaults()
                        .withAddressing(
                                new Addressing(List.of("10.9.0.0/28", "10.8.0.0/29"), 29, 0));
        commit(Change.put(Part.CLUSTER_SPEC, new ClusterId("c"), spec));
        List.of("n1", "n2", "n3", "n4").forEach(this::network);
        wish("s", vip(), "n4");
        task("t", "s");

        plan();

        assertEquals("10.9.0.8/29", planned("n2").pools().get(0).subnet());
        assertEquals("10.8.0.0/29", planned("n3").pools().get(0).subnet());
        assertEquals(TaskState.NEW, task("t").phase());
        assertTrue(task("t").err().startsWith("could not find an available, non-overlapping"));
    }

    @Test
    void aSubnetIsNotLaidOverWhatHostsReachOtherwise() {
        node("one", "10.0.0.7", "10.0.0.0/24", "10.1.0.0/16");
        node("two", "10.0.2.9");
        network("ingress", true, Map.of());
        network("b");
        network("mine", pool("10.1.7.0/24", "", ""));
        network("theirs", pool("10.0.2.0/24", "", ""));
        wish("s", vip(), "mine");
        task("t", "s");

        plan();

        assertEquals("10.0.1.0/24", planned("ingress").pools().get(0).subnet());
        assertEquals("10.0.3.0/24", planned("b").pools().get(0).subnet());
        assertEquals(
                "Pool overlaps with other one on this address space: 10.1.7.0/24", task("t").err());
        assertTrue(state.networks().get(new NetworkId("theirs")).orElseThrow().plan() == null);
    }

    @Test
    void aWayThatLeadsToAllOfThePoolDoesNotForbidNetworks() {
        node("one", "10.0.0.7", "10.0.0.0/8");
        network("a");

        plan();

        assertEquals("10.0.1.0/24", planned("a").pools().get(0).subnet());
    }

    @Test
    void noSubnetIsChosenBeforeANodeHasSaidWhereItIs() {
        commit(Change.put(Part.NODE_SPEC, new NodeId("one"), SPEC));
        network("a");
        plan();
        assertTrue(state.networks().get(new NetworkId("a")).orElseThrow().plan() == null);

        node("one", "10.0.0.7");
        plan();

        assertEquals("10.0.1.0/24", planned("a").pools().get(0).subnet());
    }

    private void node(String id, String address, String... routes) {
        var facts =
                new NodeDescription(
                        id,
                        new Platform("", ""),
                        Resources.NONE,
                        "",
                        Map.of(),
                        List.of(),
                        List.of());
        var underlay = new Underlay("", List.of(routes));
        var status = new NodeStatus(NodeState.READY, "", address, facts, null, underlay);
        commit(
                Change.put(Part.NODE_SPEC, new NodeId(id), SPEC),
                Change.put(Part.NODE_STATUS, new NodeId(id), status));
    }

    @Test
    void takesWhatTheUserGaveAndKeepsVirtualAddressesAwayFromIt() {
        network("n", pool("10.5.0.0/16", "10.5.4.0/24", "10.5.4.254"));
        wish("s", vip(), "n");
        task("t", "s");

        plan();

        assertEquals(List.of("10.5.4.128/26"), planned("n").virtualRanges());
        assertEquals(List.of("n 10.5.4.128/16"), virtual("s"));
        assertEquals(List.of("10.5.4.0/16"), addresses("t"));
        assertEquals(List.of("web"), task("t").networks().get(0).aliases());
        assertEquals(TaskState.PENDING, task("t").phase());
    }

    @Test
    void NW_6_neverLetsSubnetsOverlapAndGoesOnWhenTheOtherIsGone() {
        network("wide", pool("10.0.0.0/16", "", ""));
        network("inside", pool("10.0.3.0/24", "", ""));
        network("free");
        wish("s", vip(), "inside");
        task("t", "s");
        plan();
        assertEquals("10.1.0.0/24", planned("free").pools().get(0).subnet());
        assertEquals(
                "Pool overlaps with other one on this address space: 10.0.3.0/24", task("t").err());

        commit(Change.remove(Kind.NETWORK, new NetworkId("wide")));
        plan();

        assertEquals(List.of("10.0.3.2/24"), addresses("t"));
        assertEquals("", task("t").err());
    }

    @Test
    void givesBothFamiliesOnDualStackNetworks() {
        network("n", pool("fd00:5::/64", "", ""), pool("10.5.0.0/24", "", ""));
        wish("s", vip(), "n");
        task("t", "s");

        plan();

        assertEquals(List.of("10.5.0.2/24", "fd00:5::2/64"), addresses("t"));
        assertEquals(List.of("n 10.5.0.192/24", "n fd00:5:0:0:c000::/64"), virtual("s"));
        assertEquals("fd00:5::1", planned("n").pools().get(1).gateway());
    }

    @Test
    void NW_20_givesNoAddressOnNetworksThatEveryNodeHasOfItsOwn() {
        network("host");
        wish("s", vip(), "host");
        task("t", "s");

        plan();

        assertEquals(
                List.of(
                        new TaskAttachment(
                                new NetworkId("host"),
                                List.of(),
                                List.of("web"),
                                Map.of(),
                                "host")),
                task("t").networks());
        assertEquals(List.of(), virtual("s"));
    }

    @Test
    void NW_10_putsServicesThatPublishPortsOnTheIngressNetworkFirst() {
        network("ingress", true, Map.of());
        network("n");
        wish("s", vip(new PortConfig("", "tcp", 80, 0, "ingress")), "n");
        wish("host", vip(new PortConfig("", "tcp", 80, 80, "host")));
        task("t", "s");
        task("u", "host");

        plan();

        assertEquals(List.of("ingress 10.0.0.192/24", "n 10.0.1.192/24"), virtual("s"));
        assertEquals(List.of("10.0.0.2/24", "10.0.1.2/24"), addresses("t"));
        assertEquals(List.of(), addresses("u"));
    }

    @Test
    void NW_13_keepsAVirtualAddressWhileATaskIsOnItsNetwork() {
        network("a");
        network("b");
        wish("s", vip(), "a");
        task("t", "s");
        plan();
        wish("s", vip(), "b");
        task("u", "s");

        plan();
        assertEquals(List.of("b 10.0.1.192/24", "a 10.0.0.192/24"), virtual("s"));
        ended("t");
        plan();

        assertEquals(List.of("b 10.0.1.192/24"), virtual("s"));
    }

    @Test
    void NW_10_givesNoVirtualAddressWhereNamesLeadToTasks() {
        network("n");
        wish("s", vip(), "n");
        plan();

        wish("s", new EndpointSpec("dnsrr", List.of()), "n");
        plan();

        assertEquals(List.of(), virtual("s"));
    }

    @Test
    void NW_12_aTaskWithoutAnAddressStaysNewUntilAnotherOneEnded() {
        network("small", pool("10.5.0.0/29", "", ""));
        wish("s", new EndpointSpec("dnsrr", List.of()), "small");
        List.of("t1", "t2", "t3").forEach(id -> task(id, "s"));
        plan();
        assertEquals(TaskState.NEW, task("t3").phase());
        assertEquals(MISSING, task("t3").err());

        ended("t1");
        plan();

        assertEquals(List.of("10.5.0.2/29"), addresses("t3"));
        assertEquals(TaskState.PENDING, task("t3").phase());
    }

    @Test
    void NW_8_usesAnOverlayNumberThatIsGiven() {
        network("n", false, Map.of("com.docker.network.driver.overlay.vxlanid_list", "5000"));
        network("m", false, Map.of("com.docker.network.driver.overlay.vxlanid_list", "5000"));
        wish("s", vip(), "m");
        task("t", "s");

        plan();

        assertEquals(5000, planned("n").overlay());
        assertEquals("no vxlan id is free for network m", task("t").err());
    }

    /** Ten thousand tasks of one network, planned in one turn. */
    @Test
    void plansTenThousandTasksOnOneNetworkQuickly() {
        network("n", pool("10.5.0.0/16", "", ""));
        wish("s", vip(), "n");
        for (int i = 0; i < 10_000; i++) {
            task("t%05d".formatted(i), "s");
        }

        assertTimeout(Duration.ofSeconds(2), this::plan);

        assertEquals("10.5.39.17/16", addresses("t09999").get(0));
    }

    @Test
    void addressesAreUniqueAndTheSameForEveryLeader() {
        for (int seed = 0; seed < 100; seed++) {
            var random = new Random(seed);
            state = State.EMPTY;
            network("ingress", true, Map.of());
            for (int i = 0; i < 40; i++) {
                step(random, i);
                var before = state;
                plan();
                unique(seed);
                assertEquals(puts(before), last.puts, "seed " + seed);
                plan();
                assertEquals(List.of(), last.puts, "seed " + seed);
            }
        }
    }

    /** What another leader decides from the same state. */
    private List<Change> puts(State before) {
        var services = new TreeSet<String>();
        before.services().forEach(service -> services.add(service.id().value()));
        var turn = new DraftTurn(before, services);
        new AllocateStage().plan(turn);
        return turn.puts;
    }

    private void step(Random random, int i) {
        var service = "s" + random.nextInt(4);
        var network = "n" + random.nextInt(3);
        switch (random.nextInt(5)) {
            case 0 -> network(network, pool("", "", ""));
            case 1 -> wish(service, random.nextBoolean() ? vip() : published(i), network);
            case 2 -> state.tasks().stream().findFirst().ifPresent(t -> ended(t.id().value()));
            case 3 -> commit(Change.remove(Kind.NETWORK, new NetworkId(network)));
            default -> {
                if (state.services().get(service).isPresent()) {
                    task("t" + (char) ('A' + i), service);
                }
            }
        }
    }

    private static EndpointSpec published(int port) {
        return vip(new PortConfig("", "tcp", 80, port + 1, "ingress"));
    }

    private void unique(long seed) {
        var holders = new TreeMap<String, String>();
        for (var service : state.services()) {
            for (VirtualIp vip : service.planOrEmpty().virtualIps()) {
                var other = holders.put(vip.networkId() + vip.addr(), service.id().value());
                assertEquals(null, other, "seed " + seed + ": " + vip);
            }
        }
        for (var task : state.tasks()) {
            for (var place :
                    task.terminal() ? List.<TaskAttachment>of() : task.plan().value().networks()) {
                for (var address : place.addresses()) {
                    var other = holders.put(place.network() + address, task.id().value());
                    assertEquals(null, other, "seed " + seed + ": " + address);
                }
            }
        }
    }
}
