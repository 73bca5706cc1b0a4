package io.skep.model.spec;

import java.util.List;

/**
 * How a service is reached.
 *
 * @param mode {@code vip} or {@code dnsrr}; empty means vip
 * @param ports published ports
 */
public record EndpointSpec(String mode, List<PortConfig> ports) {

    /** Copies, orders and fills what is absent. */
    public EndpointSpec {
        mode = Given.text(mode);
        ports = Given.list(ports);
    }
}
