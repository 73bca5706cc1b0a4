package io.skep.shell.internal.swarm;

import io.skep.control.Command.UpdateNode;
import io.skep.model.Node;
import io.skep.model.spec.NodeRole;
import io.skep.model.spec.NodeSpec;

/** Changes of a node's role. */
final class Ranks {

    private Ranks() {}

    static UpdateNode to(NodeRole role, Node node) {
        var before = node.spec().value();
        var after = new NodeSpec(before.name(), before.labels(), role, before.availability());
        return new UpdateNode(node.id().value(), node.spec().version(), after);
    }

    static boolean has(NodeRole role, Node node) {
        return node.spec().value().role() == role;
    }
}
