package io.skep.model.spec;

import java.util.List;
import java.util.Map;

/**
 * Address management of a network.
 *
 * @param driver the driver
 * @param options its options
 * @param config subnets
 */
public record Ipam(String driver, Map<String, String> options, List<IpamPool> config) {

    /** Copies, orders and fills what is absent. */
    public Ipam {
        driver = Given.text(driver);
        options = Given.map(options);
        config = Given.list(config);
    }
}
