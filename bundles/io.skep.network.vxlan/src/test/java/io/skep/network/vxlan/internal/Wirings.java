package io.skep.network.vxlan.internal;

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

/** Wirings as a manager would tell them. Networks are numbered; their subnet is 10.50.n.0/24. */
final class Wirings {

    private static final int PORT = 4789;
    private static final int FIRST_OVERLAY = 0x10000;

    private final Map<String, String> hosts;
    private final SortedMap<NetworkId, Span> spans = new TreeMap<>();
    private final SortedMap<String, Endpoint> endpoints = new TreeMap<>();
    private long number;

    /** Of nodes with these data path addresses. */
    Wirings(Map<String, String> hosts) {
        this.hosts = hosts;
    }

    static NetworkId id(int network) {
        return new NetworkId("network%02dxyzxyzxyzxyzxyz".formatted(network));
    }

    Wirings network(int network, Map<String, String> options) {
        return network(network, options, hosts);
    }

    /** One that other nodes have a part in. */
    Wirings network(int network, Map<String, String> options, Map<String, String> there) {
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
        var subnet = "10.50." + network + ".";
        var pool = new IpamPool(subnet + "0/24", subnet + "0/25", subnet + "1", Map.of());
        var plan =
                new NetworkPlan(List.of(pool), List.of(subnet + "192/26"), FIRST_OVERLAY + network);
        spans.put(id(network), new Span(id(network), spec, plan, there));
        return this;
    }

    /** Nodes with these keys encrypt what they send on it. */
    Wirings encrypted(int network, Map<String, String> keys) {
        network(network, Map.of("encrypted", ""));
        var bare = spans.get(id(network));
        spans.put(
                id(network),
                new Span(id(network), bare.spec(), bare.plan(), hosts, keys, List.of()));
        return this;
    }

    Wirings endpoint(int network, String node, int last) {
        return endpoint(network, node, last, hosts.getOrDefault(node, ""));
    }

    Wirings endpoint(int network, String node, int last, String host) {
        return endpoint(network, new TaskId("task" + last), node, last, host);
    }

    /** Another task's, with an address that somebody may have still. */
    Wirings heir(int network, String node, int last) {
        return endpoint(network, new TaskId("heir" + last), node, last, hosts.get(node));
    }

    private Wirings endpoint(int network, TaskId task, String node, int last, String host) {
        var endpoint =
                new Endpoint(
                        id(network),
                        task,
                        new ServiceId("service"),
                        new NodeId(node),
                        host,
                        List.of("10.50." + network + "." + last + "/24"),
                        1,
                        "web.1",
                        Traffic.SERVING);
        endpoints.put(endpoint.key(), endpoint);
        return this;
    }

    Wirings gone(int network, int last) {
        endpoints.remove(id(network) + "/task" + last);
        return this;
    }

    Wirings without(int network) {
        spans.remove(id(network));
        endpoints.keySet().removeIf(key -> key.startsWith(id(network) + "/"));
        return this;
    }

    Wiring wiring() {
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
