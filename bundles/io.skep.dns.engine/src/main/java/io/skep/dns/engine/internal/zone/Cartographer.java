package io.skep.dns.engine.internal.zone;

import io.skep.dns.engine.internal.resolver.Resolvers;
import io.skep.model.NodeId;
import io.skep.model.Tree;
import io.skep.model.net.Endpoint;
import io.skep.model.net.Link;
import io.skep.model.net.Wiring;
import java.net.InetAddress;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Draws the directory, one wiring after the other: a change costs what it changes. Source:
 * swarm-behaviour DN-8.
 */
public final class Cartographer {

    private static final char END = 0;

    private final NodeId self;
    private Wiring last = Wiring.EMPTY;
    private Sheets sheets = Sheets.NONE;
    // this node's endpoints by address and key
    private Tree<Endpoint> here = Tree.empty();

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
        sheets = sheets.next(wiring, resolver);
        wiring.endpoints()
                .since(
                        last.endpoints(),
                        (key, was, is) -> {
                            was.ifPresent(this::leave);
                            is.ifPresent(this::come);
                        });
        last = wiring;
        var drawn = new Drawn(wiring, sheets, here, residents);
        return new Directory(drawn::asker, hosts(links));
    }

    private void leave(Endpoint endpoint) {
        if (endpoint.node().equals(self)) {
            places(endpoint).forEach(place -> here = here.remove(place));
        }
    }

    private void come(Endpoint endpoint) {
        if (endpoint.node().equals(self)) {
            places(endpoint).forEach(place -> here = here.put(place, endpoint));
        }
    }

    private static List<String> places(Endpoint endpoint) {
        return endpoint.addresses().stream()
                .flatMap(address -> Addresses.parsed(address).stream())
                .map(address -> place(address) + endpoint.key())
                .toList();
    }

    private static String place(InetAddress address) {
        return address.getHostAddress() + END;
    }

    private Map<InetAddress, Asker> hosts(Collection<Link> links) {
        var hosts = new HashMap<InetAddress, Asker>();
        for (var link : links) {
            var asker = sheets.asker(List.of(link.network()), List.of());
            link.gateways().stream()
                    .flatMap(address -> Addresses.parsed(address).stream())
                    .forEach(address -> hosts.put(address, asker));
        }
        return hosts;
    }

    /** What was drawn, for those who ask later. */
    private record Drawn(Wiring wiring, Sheets sheets, Tree<Endpoint> here, Residents residents) {

        /** If two have an address for a moment, the one whose id is greater. */
        private Optional<Asker> asker(InetAddress from) {
            var found = here.withPrefix(place(from));
            return found.isEmpty()
                    ? Optional.empty()
                    : Optional.of(asker(found.get(found.size() - 1)));
        }

        private Asker asker(Endpoint endpoint) {
            var task = endpoint.task();
            var networks =
                    wiring.spans().keySet().stream()
                            .filter(id -> wiring.endpoints().get(id + "/" + task).isPresent())
                            .toList();
            return sheets.asker(networks, residents.servers().getOrDefault(task, List.of()));
        }
    }
}
