package io.skep.model.net;

import io.skep.model.NetworkId;
import io.skep.model.spec.Given;
import java.util.List;

/**
 * A network as it is on this node: what containers are plugged into.
 *
 * @param network which
 * @param name what the container engine calls it
 * @param bridge the interface that all its containers hang on
 * @param gateways this node's addresses in it, without prefix length, IPv4 first; names are
 *     answered there
 */
public record Link(NetworkId network, String name, String bridge, List<String> gateways) {

    /** Copies, orders and fills what is absent. */
    public Link {
        name = Given.text(name);
        bridge = Given.text(bridge);
        gateways = Given.list(gateways);
    }
}
