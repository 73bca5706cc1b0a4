package io.skep.tck.network;

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
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Wishes in the making, for one node with two networks: {@code inner} is 10.50.0.0/24, {@code mesh}
 * is 10.60.0.0/24 and the ingress network.
 */
final class Services {

    static final NodeId NODE = new NodeId("node");
    static final String INNER = "inner";
    static final String MESH = "mesh";

    private static final int PORT = 4789;

    private final SortedMap<NetworkId, Span> spans = new TreeMap<>();
    private final SortedMap<NetworkId, Link> links = new TreeMap<>();
    private final SortedMap<String, Frontend> frontends = new TreeMap<>();
    private final SortedMap<String, Endpoint> endpoints = new TreeMap<>();
    private long number;

    /** Nothing but the networks, on a node with this data path address. */
    Services(String host) {
        network(INNER, "10.50.0.", host);
        network(MESH, "10.60.0.", host);
    }

    private void network(String name, String prefix, String host) {
        var spec =
                new NetworkSpec(
                        name,
                        Map.of(),
                        "overlay",
                        Map.of(),
                        false,
                        false,
                        false,
                        name.equals(MESH),
                        null,
                        "",
                        "swarm");
        var id = new NetworkId(name);
        var pool = new IpamPool(prefix + "0/24", "", prefix + "1", Map.of());
        var plan = new NetworkPlan(List.of(pool), List.of(prefix + "192/26"), 0x10007);
        spans.put(id, new Span(id, spec, plan, Map.of(NODE.value(), host)));
        links.put(id, new Link(id, Link.nameOf(spec), "sk-" + name, List.of(prefix + "1")));
    }

    /** A service on the inner network. */
    Services service(String name, String virtual) {
        return service(INNER, name, virtual, List.of());
    }

    /** A service on the ingress network that answers on a port of the node. */
    Services published(String name, int port, int target) {
        var config = new PortConfig("", "tcp", target, port, "ingress");
        return service(MESH, name, "10.60.0.200", List.of(config));
    }

    private Services service(String network, String name, String virtual, List<PortConfig> ports) {
        var id = new NetworkId(network);
        var front =
                new Frontend(
                        id,
                        new ServiceId(name),
                        name,
                        List.of(),
                        List.of(new VirtualIp(id, virtual + "/24")),
                        ports,
                        Map.of());
        frontends.put(front.key(), front);
        return this;
    }

    /** A task; it may have been there with other traffic. */
    Services task(String service, String address, Traffic traffic) {
        var network = new NetworkId(address.startsWith("10.60.") ? MESH : INNER);
        var endpoint =
                new Endpoint(
                        network,
                        new TaskId("t" + address),
                        new ServiceId(service),
                        NODE,
                        spans.get(network).host(NODE),
                        List.of(address + "/24"),
                        1,
                        service + ".1",
                        traffic);
        endpoints.put(endpoint.key(), endpoint);
        return this;
    }

    /** Without a service of the inner network, and its tasks. */
    Services without(String service) {
        frontends.remove(INNER + "/" + service);
        endpoints.values().removeIf(known -> known.service().value().equals(service));
        return this;
    }

    /** The networks that are ready. */
    SortedMap<NetworkId, Link> links() {
        return new TreeMap<>(links);
    }

    /** As it is by now. */
    Wiring wish() {
        var news =
                new Wiring.News(
                        List.copyOf(spans.values()),
                        List.copyOf(endpoints.values()),
                        List.copyOf(frontends.values()),
                        List.of(),
                        List.of());
        return Wiring.EMPTY.after(++number, PORT, news);
    }
}
