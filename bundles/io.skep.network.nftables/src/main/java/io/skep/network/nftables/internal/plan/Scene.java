package io.skep.network.nftables.internal.plan;

import io.skep.model.NetworkId;
import io.skep.model.NodeId;
import io.skep.model.net.Endpoint;
import io.skep.model.net.Frontend;
import io.skep.model.net.Link;
import io.skep.model.net.Span;
import io.skep.model.net.Traffic;
import io.skep.model.net.Wiring;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
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

    List<Frontend> frontends(NetworkId network) {
        return wiring.frontends(network);
    }

    List<Endpoint> endpoints(NetworkId network) {
        return wiring.endpoints(network);
    }

    /** The addresses of a family that requests to a service are sent to. */
    List<String> serving(Frontend front, Family family) {
        return wiring.endpoints(front.network(), front.service()).stream()
                .filter(endpoint -> endpoint.traffic() == Traffic.SERVING)
                .flatMap(endpoint -> family.of(endpoint.addresses()))
                .toList();
    }

    /** Whether it differs from another one in endpoints and services at most. */
    boolean alike(Scene other) {
        return self.equals(other.self)
                && wiring.spans().equals(other.wiring.spans())
                && links.equals(other.links);
    }

    /** The network as it is to be; absent when it is not ready here. */
    Optional<Span> span(NetworkId network) {
        return Optional.ofNullable(wiring.spans().get(network))
                .filter(span -> links.containsKey(network));
    }
}
