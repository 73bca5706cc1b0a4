package io.skep.tck.network;

import io.skep.itests.hosts.Host;
import io.skep.model.NetworkId;
import io.skep.model.NetworkPlan;
import io.skep.model.NodeId;
import io.skep.model.ServiceId;
import io.skep.model.TaskId;
import io.skep.model.net.Endpoint;
import io.skep.model.net.Span;
import io.skep.model.net.Traffic;
import io.skep.model.net.Wiring;
import io.skep.model.spec.IpamPool;
import io.skep.model.spec.NetworkSpec;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Wishes in the making. Networks are numbered; number n is 10.50.n.0/24. */
final class Networks {

    private static final int PORT = 4789;
    private static final int FIRST_OVERLAY = 0x10000;

    private final SortedMap<String, String> hosts = new TreeMap<>();
    private final SortedMap<NetworkId, Span> spans = new TreeMap<>();
    private final SortedMap<String, Endpoint> endpoints = new TreeMap<>();
    private long number;

    /** On these hosts. */
    Networks(List<Host> hosts) {
        hosts.forEach(host -> this.hosts.put(host.name(), host.address()));
    }

    static NetworkId id(int network) {
        return new NetworkId("network%02dxyzxyzxyzxyzxyz".formatted(network));
    }

    static String address(int network, int last) {
        return "10.50." + network + "." + last;
    }

    Networks network(int network) {
        return network(network, plan(network), Map.of(), Map.of());
    }

    /** One that nobody can make: it has no addresses. */
    Networks barren(int network) {
        var plan = new NetworkPlan(List.of(), List.of(), FIRST_OVERLAY + network);
        return network(network, plan, Map.of(), Map.of());
    }

    /** One that is to be encrypted, for nodes with these keys. */
    Networks encrypted(int network, Map<String, String> keys) {
        return network(network, plan(network), Map.of("encrypted", ""), keys);
    }

    private static NetworkPlan plan(int network) {
        var pool =
                new IpamPool(
                        address(network, 0) + "/24",
                        address(network, 0) + "/25",
                        address(network, 1),
                        Map.of());
        var range = address(network, 192) + "/26";
        return new NetworkPlan(List.of(pool), List.of(range), FIRST_OVERLAY + network);
    }

    private Networks network(
            int network, NetworkPlan plan, Map<String, String> options, Map<String, String> keys) {
        var spec =
                new NetworkSpec(
                        "net" + network,
                        Map.of(),
                        "overlay",
                        options,
                        false,
                        false,
                        false,
                        false,
                        null,
                        "",
                        "swarm");
        spans.put(id(network), new Span(id(network), spec, plan, hosts, keys, List.of()));
        return this;
    }

    Networks without(int network) {
        spans.remove(id(network));
        endpoints.keySet().removeIf(key -> key.startsWith(id(network) + "/"));
        return this;
    }

    /** One with this last part of its address; it may have been elsewhere. */
    Networks endpoint(int network, Host host, int last) {
        var endpoint =
                new Endpoint(
                        id(network),
                        new TaskId("task" + last),
                        new ServiceId("web"),
                        new NodeId(host.name()),
                        host.address(),
                        List.of(address(network, last) + "/24"),
                        1,
                        "web.1",
                        Traffic.SERVING);
        endpoints.put(endpoint.key(), endpoint);
        return this;
    }

    /** As it is by now. */
    Wiring wish() {
        var news =
                new Wiring.News(
                        List.copyOf(spans.values()),
                        List.copyOf(endpoints.values()),
                        List.of(),
                        List.of(),
                        List.of());
        return Wiring.EMPTY.after(++number, PORT, news);
    }
}
