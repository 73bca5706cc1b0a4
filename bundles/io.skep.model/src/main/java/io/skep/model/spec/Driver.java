package io.skep.model.spec;

import java.util.Map;

/**
 * A named driver with options.
 *
 * @param name the driver
 * @param options its options
 */
public record Driver(String name, Map<String, String> options) {

    /** Copies, orders and fills what is absent. */
    public Driver {
        name = Given.text(name);
        options = Given.map(options);
    }
}
