package io.skep.dockerjson;

import io.skep.model.Cluster;
import io.skep.model.ManagerStatus;
import io.skep.model.Node;
import io.skep.model.NodeDescription;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A node as clients see it. Source: docker-api-notes 3. */
public final class NodeShape {

    private NodeShape() {}

    /** A node. */
    public static Shape of(Node node, Optional<Cluster> cluster) {
        var status = node.status();
        var tls = TlsShape.of(node, cluster.map(Cluster::trust).orElse(null));
        var shape = Shape.of(node.id().value(), node.spec()).with("Spec", node.spec().value());
        if (status == null) {
            return shape.with("Description", unknown(tls))
                    .with("Status", new Shape().with("State", "unknown").with("Addr", ""));
        }
        var seen = status.value();
        return shape.with("Description", description(seen.description(), tls))
                .with(
                        "Status",
                        new Shape()
                                .with("State", seen.state().label())
                                .some("Message", seen.message())
                                .with("Addr", seen.addr()))
                .some("ManagerStatus", manager(seen.manager()));
    }

    private static Shape description(NodeDescription facts, Shape tls) {
        return new Shape()
                .with("Hostname", facts.hostname())
                .with("Platform", facts.platform())
                .with("Resources", facts.resources())
                .with("Engine", engine(facts))
                .with("TLSInfo", tls);
    }

    private static Shape unknown(Shape tls) {
        return new Shape()
                .with("Hostname", "")
                .with("Platform", Json.object())
                .with("Resources", Json.object())
                .with("Engine", Json.object())
                .with("TLSInfo", tls);
    }

    private static Shape engine(NodeDescription facts) {
        // also when there is none: clients read it of every node
        var engine = new Shape().with("EngineVersion", facts.engineVersion());
        if (!facts.engineLabels().isEmpty()) {
            engine.with("Labels", facts.engineLabels());
        }
        return engine.with("Plugins", facts.plugins());
    }

    private static @Nullable Shape manager(@Nullable ManagerStatus manager) {
        return manager == null
                ? null
                : new Shape()
                        .some("Leader", manager.leader())
                        .with("Reachability", manager.reachability())
                        .with("Addr", manager.addr());
    }
}
