package io.skep.model;

import io.skep.model.spec.Given;
import java.util.List;
import java.util.Map;

/**
 * A task's place on a network.
 *
 * @param network which
 * @param addresses CIDR, IPv4 first; empty on networks that every node has of its own
 * @param aliases further names of its service there
 * @param driverOpts options of the driver
 */
public record TaskAttachment(
        NetworkId network,
        List<String> addresses,
        List<String> aliases,
        Map<String, String> driverOpts) {

    /** Copies, orders and fills what is absent. */
    public TaskAttachment {
        addresses = Given.list(addresses);
        aliases = Given.list(aliases);
        driverOpts = Given.map(driverOpts);
    }
}
