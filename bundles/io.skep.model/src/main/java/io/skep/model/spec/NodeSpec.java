package io.skep.model.spec;

import java.util.Map;

/**
 * What the user wants of a node.
 *
 * @param name a name beside the hostname; usually empty
 * @param labels free text of the user, used by constraints
 * @param role the wanted role
 * @param availability whether it takes tasks
 */
public record NodeSpec(
        String name, Map<String, String> labels, NodeRole role, Availability availability) {

    /** Copies, orders and fills what is absent. */
    public NodeSpec {
        name = Given.text(name);
        labels = Given.map(labels);
    }
}
