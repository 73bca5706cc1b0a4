package io.skep.network.nftables.internal.plan;

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
import io.skep.network.nftables.internal.Wirings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Any scenes one after the other, each made of the one before: two networks and the routing mesh,
 * few services, fewer addresses, so that addresses and ports are asked for by several at a time.
 */
public final class Worlds {

    private static final List<String> NETWORKS = List.of("a", "ab", "in");

    private final Random random;
    private Wiring wiring = Wiring.EMPTY;

    public Worlds(Random random) {
        this.random = random;
    }

    public Scene next() {
        wiring = wiring.after(wiring.number() + 1, 4789, news());
        return new Scene(Wirings.ONE, wiring, links());
    }

    private Wiring.News news() {
        var spans = new ArrayList<Span>();
        var removed = new ArrayList<String>();
        if (random.nextInt(6) == 0) {
            spans.add(span(NETWORKS.get(random.nextInt(3))));
        } else if (random.nextInt(20) == 0) {
            removed.add(NETWORKS.get(random.nextInt(3)));
        }
        var endpoints = new ArrayList<Endpoint>();
        for (int i = random.nextInt(4); i > 0; i--) {
            endpoints.add(endpoint());
        }
        var frontends = new ArrayList<Frontend>();
        for (int i = random.nextInt(3); i > 0; i--) {
            frontends.add(frontend());
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            removed.add(endpoint().key());
        }
        if (random.nextInt(3) == 0) {
            removed.add(frontend().key());
        }
        return new Wiring.News(spans, endpoints, frontends, List.of(), removed);
    }

    /** Those that are ready: nearly all nearly always. */
    private SortedMap<NetworkId, Link> links() {
        var links = new TreeMap<NetworkId, Link>();
        wiring.spans()
                .keySet()
                .forEach(id -> links.put(id, new Link(id, id.value(), "sk-" + id, List.of())));
        if (random.nextInt(15) == 0) {
            links.remove(new NetworkId("a"));
        }
        return links;
    }

    private Span span(String name) {
        int at = NETWORKS.indexOf(name);
        var subnet = "10." + (50 + at) + ".0.";
        var spec =
                new NetworkSpec(
                        name,
                        Map.of(),
                        "overlay",
                        Map.of(),
                        false,
                        false,
                        false,
                        name.equals("in"),
                        null,
                        "",
                        "swarm");
        var pool = new IpamPool(subnet + "0/24", "", subnet + "1", Map.of());
        var hosts =
                random.nextBoolean()
                        ? Map.of("one", "10.77.0.1")
                        : Map.of("one", "10.77.0.1", "two", "10.77.0.2");
        var plan = new NetworkPlan(List.of(pool), List.of(subnet + "192/26"), 7);
        return new Span(new NetworkId(name), spec, plan, hosts);
    }

    private Endpoint endpoint() {
        var network = NETWORKS.get(random.nextInt(3));
        var node = random.nextBoolean() ? "one" : "two";
        return new Endpoint(
                new NetworkId(network),
                new TaskId("t" + random.nextInt(20)),
                service(),
                new NodeId(node),
                "10.77.0.1",
                List.of(
                        "10."
                                + (50 + NETWORKS.indexOf(network))
                                + ".0."
                                + random.nextInt(8)
                                + "/24"),
                1,
                "web.1",
                Traffic.values()[random.nextInt(Traffic.values().length)]);
    }

    private Frontend frontend() {
        var network = new NetworkId(NETWORKS.get(random.nextInt(3)));
        var virtual = "10.50.0." + (200 + random.nextInt(5)) + "/24";
        var port =
                new PortConfig(
                        "",
                        random.nextBoolean() ? "tcp" : "udp",
                        80,
                        8080 + random.nextInt(2),
                        "ingress");
        return new Frontend(
                network,
                service(),
                "web",
                List.of(),
                List.of(new VirtualIp(network, virtual)),
                random.nextBoolean() ? List.of(port) : List.of(),
                random.nextInt(4) == 0 ? Map.of("skep.affinity", "client") : Map.of());
    }

    private ServiceId service() {
        return new ServiceId(List.of("s", "s1", "s2", "s22").get(random.nextInt(4)));
    }
}
