package io.skep.dockerjson;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skep.model.Cluster;
import io.skep.model.ClusterTrust;
import io.skep.model.Node;
import io.skep.model.View;
import io.skep.model.spec.Addressing;
import io.skep.model.spec.ClusterSpec;
import java.util.stream.Stream;

/** The cluster as clients see it. Source: docker-api-notes 3. */
public final class ClusterShape {

    private ClusterShape() {}

    /** The cluster without its tokens, as {@code info} shows it. */
    public static Shape of(Cluster cluster) {
        var addressing = cluster.spec().value().addressing();
        var chosen = !addressing.pools().equals(Addressing.DEFAULT.pools());
        return Shape.of(cluster.id().value(), cluster.spec())
                .with("Spec", spec(cluster.spec().value()))
                .with("TLSInfo", TlsShape.of(cluster.trust()))
                .with("RootRotationInProgress", rotating(cluster))
                .with("DefaultAddrPool", chosen ? addressing.pools() : null)
                .with("SubnetSize", addressing.subnetSize())
                .with("DataPathPort", addressing.dataPathPort());
    }

    private static boolean rotating(Cluster cluster) {
        return cluster.trust() != null && cluster.trust().value().rotating();
    }

    /** The cluster with its tokens. */
    public static Shape withTokens(Cluster cluster) {
        var trust =
                cluster.trust() == null
                        ? new ClusterTrust("", "", "", "")
                        : cluster.trust().value();
        return of(cluster)
                .with(
                        "JoinTokens",
                        new Shape()
                                .with("Worker", trust.workerToken())
                                .with("Manager", trust.managerToken()));
    }

    /** The managers, as workers remember them. */
    public static ArrayNode managers(View view) {
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

    private static JsonNode spec(ClusterSpec spec) {
        var tree = (ObjectNode) Json.tree(spec);
        tree.remove("Addressing"); // it is beside the spec
        if (tree.get("CAConfig") instanceof ObjectNode ca) {
            ca.remove("SigningCACert");
            ca.remove("SigningCAKey");
        }
        return tree;
    }
}
