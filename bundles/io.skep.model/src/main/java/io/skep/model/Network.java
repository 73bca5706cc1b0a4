package io.skep.model;

import io.skep.model.spec.NetworkSpec;
import org.jspecify.annotations.Nullable;

/**
 * A network as stored.
 *
 * @param id its id
 * @param spec what the user wants
 * @param plan what the planner made of it; absent until then
 */
public record Network(NetworkId id, Stored<NetworkSpec> spec, @Nullable Stored<NetworkPlan> plan) {

    /** What it is called. */
    public String name() {
        return spec.value().name();
    }
}
