package io.skep.model.net;

import io.skep.model.NetworkId;
import io.skep.model.NetworkPlan;
import io.skep.model.NodeId;
import io.skep.model.spec.Given;
import io.skep.model.spec.NetworkSpec;
import java.util.List;
import java.util.Map;

/**
 * A network that a node is to make.
 *
 * @param network which
 * @param spec what the user wants
 * @param plan its addresses
 * @param hosts data path addresses of all nodes that have it, this one too
 * @param keys public keys of these nodes, by node; of a network that is to be encrypted only
 * @param doors further addresses these nodes are reached at, sorted
 */
public record Span(
        NetworkId network,
        NetworkSpec spec,
        NetworkPlan plan,
        Map<String, String> hosts,
        Map<String, String> keys,
        List<String> doors) {

    /** Copies, orders and fills what is absent. */
    public Span {
        hosts = Given.map(hosts);
        keys = Given.map(keys);
        doors = Given.list(doors);
    }

    /** Of nodes that are reached at their data path addresses. */
    public Span(NetworkId network, NetworkSpec spec, NetworkPlan plan, Map<String, String> hosts) {
        this(network, spec, plan, hosts, Map.of(), List.of());
    }

    /** Whether nothing of it may be sent in clear. */
    public boolean encrypted() {
        return spec.driverOpts().containsKey("encrypted");
    }

    /** The public key of a node; empty when it has none. */
    public String key(NodeId node) {
        return keys.getOrDefault(node.value(), "");
    }

    /** The data path address of a node; empty when it has no part in this network. */
    public String host(NodeId node) {
        return hosts.getOrDefault(node.value(), "");
    }
}
