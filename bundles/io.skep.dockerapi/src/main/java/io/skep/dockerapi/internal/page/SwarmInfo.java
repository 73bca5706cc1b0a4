package io.skep.dockerapi.internal.page;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.skep.control.LocalNode;
import io.skep.dockerjson.ClusterShape;
import io.skep.dockerjson.Json;
import io.skep.dockerjson.Shape;
import io.skep.model.View;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
                        .with("RemoteManagers", managers(local, view));
        view.ifPresent(
                known ->
                        shape.some("Nodes", known.nodes().size())
                                .some("Managers", ClusterShape.managers(known).size())
                                .some(
                                        "Cluster",
                                        known.cluster().map(ClusterShape::of).orElse(null)));
        return shape;
    }

    /** Managers read them from the state; others were told. */
    private static @Nullable ArrayNode managers(LocalNode local, Optional<View> view) {
        return view.map(ClusterShape::managers)
                .or(() -> Optional.of(told(local)).filter(known -> !known.isEmpty()))
                .orElse(null);
    }

    private static ArrayNode told(LocalNode local) {
        return Json.array(
                local.remoteManagers().stream()
                        .map(
                                any ->
                                        new Shape()
                                                .with("NodeID", any.nodeId())
                                                .with("Addr", any.addr())
                                                .node())
                        .toList());
    }
}
