package io.skep.network.nftables.internal.plan;

import io.skep.model.VirtualIp;
import io.skep.model.net.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The routes a scene asks for.
 *
 * @param routes of both families, as {@code ip -batch} reads them; each may be put again at any
 *     time
 * @param marks of the routing rules there are to be
 * @param bridges that let answers to this node's own processes through
 * @param proxies IPv6 addresses that this node answers for on its bridges: a local route alone does
 *     that for IPv4 only
 */
public record Routes(
        List<String> routes,
        SortedSet<Long> marks,
        List<String> bridges,
        SortedSet<Proxy> proxies) {

    /** Nothing at all. */
    public static final Routes NONE =
            new Routes(List.of(), new TreeSet<>(), List.of(), new TreeSet<>());

    /** Mark and mask of the connections that came in on any node, as iptables reads them. */
    public static final String OURS = Marks.text(Marks.HERE) + "/" + Marks.text(Marks.MASK);

    /** What marks routes as ours, whichever instance made them. */
    public static final String PROTOCOL = "proto 83";

    /** Of a scene. */
    public static Routes of(Scene scene) {
        var routes = new ArrayList<String>();
        var marks = new TreeSet<Long>();
        var bridges = new ArrayList<String>();
        var proxies = new TreeSet<Proxy>();
        for (var span : scene.spans()) {
            var bridge = scene.link(span).bridge();
            span.plan().virtualRanges().stream()
                    .filter(range -> !range.isEmpty())
                    .forEach(
                            range ->
                                    routes.add(
                                            "route replace local %s dev %s %s"
                                                    .formatted(range, bridge, PROTOCOL)));
            scene.frontends(span.network()).stream()
                    .flatMap(front -> front.virtualIps().stream())
                    .map(VirtualIp::addr)
                    .filter(Family.SIX::has)
                    .forEach(address -> proxies.add(new Proxy(Family.bare(address), bridge)));
            if (span.spec().ingress()) {
                bridges.add(bridge);
                back(scene, span, bridge, routes, marks);
            }
        }
        return new Routes(routes, marks, bridges, proxies);
    }

    /** To each other node, for answers to what came in there. */
    private static void back(
            Scene scene, Span span, String bridge, List<String> routes, SortedSet<Long> marks) {
        var own = span.host(scene.self());
        for (var host : span.hosts().values()) {
            if (!host.equals(own)) {
                marks.add(Marks.of(host));
                routes.add(
                        "neigh replace %s lladdr %s dev %s nud permanent"
                                .formatted(host, Marks.mac(host), bridge));
                routes.add(
                        "route replace default via %s dev %s onlink table %d %s"
                                .formatted(host, bridge, Marks.of(host), PROTOCOL));
            }
        }
    }
}
