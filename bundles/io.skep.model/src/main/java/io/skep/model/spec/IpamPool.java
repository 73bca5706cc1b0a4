package io.skep.model.spec;

import java.util.Map;

/**
 * One subnet.
 *
 * @param subnet CIDR
 * @param ipRange CIDR inside it that addresses come from
 * @param gateway address
 * @param auxAddresses reserved addresses by name
 */
public record IpamPool(
        String subnet, String ipRange, String gateway, Map<String, String> auxAddresses) {

    /** Copies, orders and fills what is absent. */
    public IpamPool {
        subnet = Given.text(subnet);
        ipRange = Given.text(ipRange);
        gateway = Given.text(gateway);
        auxAddresses = Given.map(auxAddresses);
    }
}
