package io.skep.model.spec;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the user wants of a network.
 *
 * @param name unique among swarm networks
 * @param labels free text of the user
 * @param driver {@code overlay} or a node-local driver
 * @param driverOpts options of the driver
 * @param ipv6 whether it has IPv6 addresses
 * @param internal whether it has no way out
 * @param attachable whether plain containers may join
 * @param ingress whether it is the routing mesh
 * @param ipam address management
 * @param configFrom node-local network that lends its settings
 * @param scope {@code swarm}
 */
public record NetworkSpec(
        String name,
        Map<String, String> labels,
        String driver,
        Map<String, String> driverOpts,
        boolean ipv6,
        boolean internal,
        boolean attachable,
        boolean ingress,
        @Nullable Ipam ipam,
        String configFrom,
        String scope) {

    /** Copies, orders and fills what is absent. */
    public NetworkSpec {
        name = Given.text(name);
        labels = Given.map(labels);
        driver = Given.text(driver);
        driverOpts = Given.map(driverOpts);
        configFrom = Given.text(configFrom);
        scope = Given.text(scope);
    }
}
