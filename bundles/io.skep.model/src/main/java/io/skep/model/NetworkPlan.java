package io.skep.model;

import io.skep.model.spec.Given;
import io.skep.model.spec.IpamPool;
import java.util.List;

/**
 * What the planner made of a network. Source: swarm-behaviour NW-1 to NW-4.
 *
 * @param pools its subnets with everything chosen: range and gateway; IPv4 first
 * @param virtualRanges for each pool the CIDR that virtual addresses come from; tasks get none of
 *     these. Empty text where the pool is too small for one
 * @param overlay number that tells its frames apart on the wire, unique in the cluster; 0 for
 *     networks that stay on their node
 */
public record NetworkPlan(List<IpamPool> pools, List<String> virtualRanges, int overlay) {

    /** Copies, orders and fills what is absent. */
    public NetworkPlan {
        pools = Given.list(pools);
        virtualRanges = Given.list(virtualRanges);
    }
}
