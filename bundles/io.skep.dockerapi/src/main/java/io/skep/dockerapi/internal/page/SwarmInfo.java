package io.skep.dockerapi.internal.page;

import com.fasterxml.jackson.databind.JsonNode;
import io.skep.control.LocalNode;
import io.skep.dockerjson.ClusterShape;
import io.skep.dockerjson.Json;
import io.skep.dockerjson.Shape;
import io.skep.model.Node;
import io.skep.model.View;
import java.util.Optional;
import java.util.stream.Stream;

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
                        .with("RemoteManagers", view.map(SwarmInfo::managers).orElse(null));
        view.ifPresent(
                known ->
                        shape.some("Nodes", known.nodes().size())
                                .some("Managers", managing(known).count())
                                .some(
                                        "Cluster",
                                        known.cluster().map(ClusterShape::of).orElse(null)));
        return shape;
    }

    private static JsonNode managers(View view) {
        return Json.array(
                managing(view)
                        .map(
                                node ->
                                        new Shape()
                                                .with("NodeID", node.id())
                                                .with("Addr", addr(node))
                                                .node())
                        .toList());
    }

    private static Stream<Node> managing(View view) {
        return view.nodes().stream().filter(node -> !addr(node).isEmpty());
    }

    private static String addr(Node node) {
        var status = node.status();
        var manager = status == null ? null : status.value().manager();
        return manager == null ? "" : manager.addr();
    }
}
