package io.skep.dns.engine.internal.zone;

import io.skep.dns.engine.internal.resolver.Resolvers;
import io.skep.dns.spi.Scope;
import io.skep.dns.spi.Zone;
import io.skep.model.NetworkId;
import io.skep.model.NodeId;
import io.skep.model.TaskId;
import io.skep.model.net.Endpoint;
import io.skep.model.net.Link;
import io.skep.model.net.Span;
import io.skep.model.net.Wiring;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Draws the directory. Zones of networks in which nothing changed are kept: a change costs what its
 * network is large. The ingress network has no names. Source: swarm-behaviour DN-8.
 */
public final class Cartographer {

    private final NodeId self;
    private SortedMap<NetworkId, Sheet> sheets = new TreeMap<>();

    /** One network as it was drawn. */
    private record Sheet(Scope scope, long epoch, Zone zone) {

        private String name() {
            return scope.span().spec().name();
        }
    }

    /** For a node. */
    public Cartographer(NodeId self) {
        this.self = self;
    }

    /** The directory now; an empty one while there is no resolver. */
    public Directory draw(
            Wiring wiring,
            Collection<Link> links,
            Residents residents,
            Optional<Resolvers.Choice> resolver) {
        var next = new TreeMap<NetworkId, Sheet>();
        if (resolver.isPresent()) {
            wiring.spans().values().stream()
                    .filter(span -> !span.spec().ingress())
                    .forEach(span -> next.put(span.network(), sheet(wiring, span, resolver.get())));
        }
        sheets = next;
        return new Directory(askers(wiring, residents), hosts(links));
    }

    private Sheet sheet(Wiring wiring, Span span, Resolvers.Choice resolver) {
        var scope =
                new Scope(
                        span,
                        of(span.network(), wiring.frontends()),
                        of(span.network(), wiring.endpoints()));
        var known = sheets.get(span.network());
        return known != null && known.epoch() == resolver.epoch() && known.scope().equals(scope)
                ? known
                : new Sheet(scope, resolver.epoch(), resolver.zone(scope));
    }

    /** Keys begin with the network's id and a slash; what follows the slash is below the zero. */
    private static <T> List<T> of(NetworkId network, SortedMap<String, T> items) {
        return List.copyOf(items.subMap(network + "/", network + "0").values());
    }

    private Map<InetAddress, Asker> askers(Wiring wiring, Residents residents) {
        var places = new TreeMap<TaskId, List<Endpoint>>();
        for (var endpoint : wiring.endpoints().values()) {
            if (endpoint.node().equals(self)) {
                places.computeIfAbsent(endpoint.task(), any -> new ArrayList<>()).add(endpoint);
            }
        }
        var askers = new HashMap<InetAddress, Asker>();
        places.forEach(
                (task, endpoints) -> {
                    var servers = residents.servers().getOrDefault(task, List.of());
                    var asker = asker(endpoints.stream().map(Endpoint::network).toList(), servers);
                    endpoints.stream()
                            .flatMap(endpoint -> endpoint.addresses().stream())
                            .flatMap(address -> Addresses.parsed(address).stream())
                            .forEach(address -> askers.put(address, asker));
                });
        return askers;
    }

    private Map<InetAddress, Asker> hosts(Collection<Link> links) {
        var hosts = new HashMap<InetAddress, Asker>();
        for (var link : links) {
            var asker = asker(List.of(link.network()), List.of());
            link.gateways().stream()
                    .flatMap(address -> Addresses.parsed(address).stream())
                    .forEach(address -> hosts.put(address, asker));
        }
        return hosts;
    }

    private Asker asker(Collection<NetworkId> networks, List<InetAddress> servers) {
        var known =
                networks.stream()
                        .map(sheets::get)
                        .filter(sheet -> sheet != null)
                        .sorted(Comparator.comparing(Sheet::name))
                        .toList();
        var inside =
                !known.isEmpty()
                        && known.size() == networks.size()
                        && known.stream().allMatch(sheet -> sheet.scope().span().spec().internal());
        return new Asker(known.stream().map(Sheet::zone).toList(), !inside, servers);
    }
}
