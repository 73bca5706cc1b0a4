package io.skep.model;

import io.skep.model.spec.SecretSpec;

/**
 * A secret as stored.
 *
 * @param id its id
 * @param spec what it holds
 */
public record Secret(SecretId id, Stored<SecretSpec> spec) {

    /** What it is called. */
    public String name() {
        return spec.value().name();
    }
}
