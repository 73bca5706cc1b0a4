package io.skep.model.spec;

import java.util.List;

/**
 * Where tasks may run. Source: swarm-behaviour 1.8.
 *
 * @param constraints all must hold
 * @param preferences spread over the values of labels, in order
 * @param maxReplicas tasks of the service per node; 0 means unlimited
 * @param platforms what the image runs on; empty means anything
 */
public record Placement(
        List<String> constraints,
        List<PlacementPreference> preferences,
        long maxReplicas,
        List<Platform> platforms) {

    /** Copies, orders and fills what is absent. */
    public Placement {
        constraints = Given.list(constraints);
        preferences = Given.list(preferences);
        platforms = Given.list(platforms);
    }

    /** No wishes. */
    public static final Placement ANYWHERE = new Placement(List.of(), List.of(), 0, List.of());
}
