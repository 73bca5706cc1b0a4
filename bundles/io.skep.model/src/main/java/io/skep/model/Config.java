package io.skep.model;

import io.skep.model.spec.ConfigSpec;

/**
 * A config as stored.
 *
 * @param id its id
 * @param spec what it holds
 */
public record Config(ConfigId id, Stored<ConfigSpec> spec) {

    /** What it is called. */
    public String name() {
        return spec.value().name();
    }
}
