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
 * @param local name of a network that every node has of its own, as {@code host}; else empty
 */
public record TaskAttachment(
        NetworkId network,
        List<String> addresses,
        List<String> aliases,
        Map<String, String> driverOpts,
        String local) {

    /** Copies, orders and fills what is absent. */
    public TaskAttachment {
        addresses = Given.list(addresses);
        aliases = Given.list(aliases);
        driverOpts = Given.map(driverOpts);
        local = Given.text(local);
    }

    /** A place on a network of the cluster. */
    public TaskAttachment(
            NetworkId network,
            List<String> addresses,
            List<String> aliases,
            Map<String, String> driverOpts) {
        this(network, addresses, aliases, driverOpts, "");
    }

    /** A place on a network that every node has of its own. */
    public static TaskAttachment local(NetworkId network, String name) {
        return new TaskAttachment(network, List.of(), List.of(), Map.of(), name);
    }
}
