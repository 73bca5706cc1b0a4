package io.skep.allocator.internal.network;

import io.skep.model.Network;
import io.skep.model.NetworkId;
import io.skep.model.View;
import io.skep.model.spec.EndpointSpec;
import io.skep.model.spec.NetworkSpec;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What networks are. */
final class Overlays {

    private Overlays() {}

    /** Whether the cluster gives it addresses; else every node has one of its own. */
    static boolean managed(NetworkSpec spec) {
        return spec.driver().isEmpty() || spec.driver().equals("overlay");
    }

    /** Whether every node has one of its own. */
    static boolean local(NetworkId network, View view) {
        return view.networks()
                .get(network)
                .filter(found -> !managed(found.spec().value()))
                .isPresent();
    }

    /** The name of a network that every node has of its own; empty for others. */
    static String localName(NetworkId network, View view) {
        return local(network, view)
                ? view.networks().get(network).map(found -> found.spec().value().name()).orElse("")
                : "";
    }

    /** The network that published ports arrive on, for who publishes any on all nodes. */
    static Optional<NetworkId> mesh(@Nullable EndpointSpec endpoint, View view) {
        return endpoint == null || endpoint.ports().stream().allMatch(port -> port.hostMode())
                ? Optional.empty()
                : view.networks().stream()
                        .filter(network -> network.spec().value().ingress())
                        .map(Network::id)
                        .findFirst();
    }
}
