package io.skep.dockerapi.internal.page;

import io.skep.control.LocalNode;
import io.skep.dockerjson.ClusterShape;
import io.skep.dockerjson.Shape;
import io.skep.model.View;
import java.util.Optional;

/** The {@code Swarm} block of {@code info}. Source: docker-api-notes 3. */
final class SwarmInfo {

    private SwarmInfo() {}

    /** Only managers know the view. */
    static Shape of(LocalNode local, Optional<View> view) {
        var shape =
                new Shape()
                        .with("NodeID", local.nodeId())
                        .with("NodeAddr", local.nodeAddr())
                        .with("LocalNodeState", local.state())
                        .with("ControlAvailable", local.active() && local.manager())
                        .with("Error", local.error())
                        .with("RemoteManagers", view.map(ClusterShape::managers).orElse(null));
        view.ifPresent(
                known ->
                        shape.some("Nodes", known.nodes().size())
                                .some("Managers", ClusterShape.managers(known).size())
                                .some(
                                        "Cluster",
                                        known.cluster().map(ClusterShape::of).orElse(null)));
        return shape;
    }
}
