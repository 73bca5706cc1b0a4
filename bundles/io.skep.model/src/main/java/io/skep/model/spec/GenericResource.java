package io.skep.model.spec;

import org.jspecify.annotations.Nullable;

/**
 * A resource the operator declared on nodes. Source: swarm-behaviour RE-3.
 *
 * @param namedResourceSpec one of a set of names
 * @param discreteResourceSpec a count
 */
public record GenericResource(
        @Nullable NamedResource namedResourceSpec,
        @Nullable DiscreteResource discreteResourceSpec) {

    /** The kind, however it is counted. */
    public String kind() {
        if (discreteResourceSpec != null) {
            return discreteResourceSpec.kind();
        }
        return namedResourceSpec == null ? "" : namedResourceSpec.kind();
    }
}
