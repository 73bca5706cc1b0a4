package io.skep.model;

import io.skep.model.spec.Given;
import java.util.List;

/**
 * What a node's part of the networks stands on.
 *
 * @param dataPath address that frames to the node are sent to, without port; empty when it is the
 *     one the node is reached at
 * @param routes what the node's machine reaches otherwise, as CIDR, sorted; no network may be laid
 *     over that
 */
public record Underlay(String dataPath, List<String> routes) {

    /** Nothing is known. */
    public static final Underlay UNKNOWN = new Underlay("", List.of());

    /** Copies, orders and fills what is absent. */
    public Underlay {
        dataPath = Given.text(dataPath);
        routes = Given.list(routes);
    }
}
