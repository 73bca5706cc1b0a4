package io.skep.model.spec;

import java.util.List;

/**
 * Where the cluster's networks get their addresses from, and how they travel. Chosen when the
 * cluster is made, and never changed. Source: swarm-behaviour NW-6.
 *
 * @param pools CIDR, IPv4: subnets are cut from these, in this order
 * @param subnetSize prefix length of a subnet
 * @param dataPathPort UDP port of frames between nodes
 */
public record Addressing(List<String> pools, int subnetSize, int dataPathPort) {

    /** What Docker begins with. */
    public static final Addressing DEFAULT = new Addressing(List.of("10.0.0.0/8"), 24, 4789);

    /** Copies, orders and fills what is absent. */
    public Addressing {
        pools = pools == null || pools.isEmpty() ? List.of("10.0.0.0/8") : List.copyOf(pools);
        subnetSize = subnetSize == 0 ? 24 : subnetSize;
        dataPathPort = dataPathPort == 0 ? 4789 : dataPathPort;
    }
}
