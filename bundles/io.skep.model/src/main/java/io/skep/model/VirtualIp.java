package io.skep.model;

import io.skep.model.spec.Given;

/**
 * The address of a service on a network.
 *
 * @param networkId the network
 * @param addr CIDR
 */
public record VirtualIp(NetworkId networkId, String addr) {

    /** Copies, orders and fills what is absent. */
    public VirtualIp {
        addr = Given.text(addr);
    }
}
