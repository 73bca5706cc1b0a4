package io.skep.network.nftables.internal.plan;

import io.skep.model.NetworkId;
import io.skep.model.NodeId;
import io.skep.model.ServiceId;
import io.skep.model.net.Endpoint;
import io.skep.model.net.Frontend;
import io.skep.model.net.Link;
import io.skep.model.net.Span;
import io.skep.model.net.Traffic;
import io.skep.model.net.Wiring;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * What rules are made of.
 *
 * @param self this node
 * @param wiring what is known
 * @param links the networks that are ready here; others have no rules yet
 */
public record Scene(NodeId self, Wiring wiring, SortedMap<NetworkId, Link> links) {

    /** The networks that are ready. */
    Collection<Span> spans() {
        return wiring.spans().values().stream()
                .filter(span -> links.containsKey(span.network()))
                .toList();
    }

    Link link(Span span) {
        return links.get(span.network());
    }

    /** The services on a network; keys begin with its id and a slash. */
    Collection<Frontend> frontends(NetworkId network) {
        return wiring.frontends().subMap(network + "/", network + "0").values();
    }

    Collection<Endpoint> endpoints(NetworkId network) {
        return wiring.endpoints().subMap(network + "/", network + "0").values();
    }

    /** The addresses of a family that requests are sent to, by service. */
    Map<ServiceId, List<String>> serving(NetworkId network, Family family) {
        var serving = new HashMap<ServiceId, List<String>>();
        for (var endpoint : endpoints(network)) {
            if (endpoint.traffic() == Traffic.SERVING) {
                var addresses =
                        serving.computeIfAbsent(endpoint.service(), any -> new ArrayList<>());
                for (var address : endpoint.addresses()) {
                    if (family.has(address)) {
                        addresses.add(Family.bare(address));
                    }
                }
            }
        }
        return serving;
    }
}
