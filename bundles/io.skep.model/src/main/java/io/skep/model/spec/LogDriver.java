package io.skep.model.spec;

import java.util.Map;

/**
 * Where output goes.
 *
 * @param name the driver
 * @param options its options
 */
public record LogDriver(String name, Map<String, String> options) {

    /** Copies, orders and fills what is absent. */
    public LogDriver {
        name = Given.text(name);
        options = Given.map(options);
    }
}
