package io.skep.model.net;

import io.skep.model.NetworkId;
import io.skep.model.spec.Given;
import io.skep.model.spec.NetworkSpec;
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

    private static final String MESH = "skep0.";
    private static final String OTHERS = "skep1.";

    /** What the container engine calls a network: the one of the routing mesh sorts first. */
    public static String nameOf(NetworkSpec spec) {
        return (spec.ingress() ? MESH : OTHERS) + spec.name();
    }

    /**
     * Whether the container engine calls a network so that is the cluster's, and not the mesh's.
     */
    public static boolean isOurs(String name) {
        return name.startsWith(OTHERS);
    }

    /** Whether the container engine calls a network so that is the cluster's, or the mesh's. */
    public static boolean isCluster(String name) {
        return isOurs(name) || name.startsWith(MESH);
    }

    /** What the cluster calls a network that the container engine calls so. */
    public static String networkOf(String name) {
        return name.substring(OTHERS.length());
    }

    /** Copies, orders and fills what is absent. */
    public Link {
        name = Given.text(name);
        bridge = Given.text(bridge);
        gateways = Given.list(gateways);
    }
}
