package io.skep.network.nftables.internal;

import io.skep.model.NetworkId;
import io.skep.model.NetworkPlan;
import io.skep.model.NodeId;
import io.skep.model.ServiceId;
import io.skep.model.TaskId;
import io.skep.model.VirtualIp;
import io.skep.model.net.Endpoint;
import io.skep.model.net.Frontend;
import io.skep.model.net.Link;
import io.skep.model.net.Span;
import io.skep.model.net.Traffic;
import io.skep.model.net.Wiring;
import io.skep.model.spec.IpamPool;
import io.skep.model.spec.NetworkSpec;
import io.skep.model.spec.PortConfig;
import io.skep.network.nftables.internal.plan.Scene;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Wirings in the making: the network {@code a} is 10.50.0.0/24, {@code in} is 10.60.0.0/24. */
public final class Wirings {

    public static final NodeId ONE = new NodeId("one");
    public static final NodeId TWO = new NodeId("two");

    private final SortedMap<NetworkId, Link> links = new TreeMap<>();
    private final List<Span> spans = new ArrayList<>();
    private final List<Endpoint> endpoints = new ArrayList<>();
    private final List<Frontend> frontends = new ArrayList<>();

    public Wirings network() {
        return span("a", "10.50.0.0/24", "10.50.0.192/26", false, Map.of("one", "10.77.0.1"));
    }

    /** As {@link #network}, with room for thousands. */
    public Wirings wideNetwork() {
        return span("a", "10.50.0.0/16", "10.50.192.0/18", false, Map.of("one", "10.77.0.1"));
    }

    public Wirings ingress(Map<String, String> hosts) {
        return span("in", "10.60.0.0/24", "10.60.0.192/26", true, hosts);
    }

    private Wirings span(
            String name, String subnet, String range, boolean ingress, Map<String, String> hosts) {
        var spec =
                new NetworkSpec(
                        name, Map.of(), "overlay", Map.of(), false, false, false, ingress, null, "",
                        "swarm");
        var gateway = subnet.replaceFirst("\\.0/.*", ".1");
        var pool = new IpamPool(subnet, "", gateway, Map.of());
        var id = new NetworkId(name);
        spans.add(new Span(id, spec, new NetworkPlan(List.of(pool), List.of(range), 7), hosts));
        links.put(id, new Link(id, name, "sk-" + name, List.of(gateway)));
        return this;
    }

    public Wirings service(String name, String virtual) {
        return service("a", name, virtual, List.of(), Map.of());
    }

    public Wirings published(String name, int port, int target, Map<String, String> labels) {
        var config = new PortConfig("", "tcp", target, port, "ingress");
        return service("in", name, "10.60.0.200", List.of(config), labels);
    }

    private Wirings service(
            String network,
            String name,
            String virtual,
            List<PortConfig> ports,
            Map<String, String> labels) {
        var id = new NetworkId(network);
        frontends.add(
                new Frontend(
                        id,
                        new ServiceId(name),
                        name,
                        List.of(),
                        List.of(new VirtualIp(id, virtual + "/24")),
                        ports,
                        labels));
        return this;
    }

    public Wirings task(String service, String address, Traffic traffic) {
        return task(address.startsWith("10.60") ? "in" : "a", service, address, ONE, traffic);
    }

    public Wirings task(
            String network, String service, String address, NodeId node, Traffic traffic) {
        endpoints.add(
                new Endpoint(
                        new NetworkId(network),
                        new TaskId("t" + address),
                        new ServiceId(service),
                        node,
                        node.equals(ONE) ? "10.77.0.1" : "10.77.0.2",
                        List.of(address + "/24"),
                        1,
                        service + ".1",
                        traffic));
        return this;
    }

    public Wiring wiring() {
        return Wiring.EMPTY.after(
                1, 4789, new Wiring.News(spans, endpoints, frontends, List.of(), List.of()));
    }

    public Scene at(NodeId self) {
        return new Scene(self, wiring(), links);
    }

    public SortedMap<NetworkId, Link> links() {
        return links;
    }
}
