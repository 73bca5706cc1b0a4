package io.skep.model;

import io.skep.model.spec.NetworkSpec;

/**
 * A network as stored.
 *
 * @param id its id
 * @param spec what the user wants
 */
public record Network(NetworkId id, Stored<NetworkSpec> spec) {}
