package io.skep.roles.internal;

import io.skep.model.NodeId;
import io.skep.model.spec.NodeRole;
import java.util.List;

/** What users and machines do to roles, at random. */
final class War {

    private final Court court;

    War(Court court) {
        this.court = court;
    }

    void strike() {
        var node = any();
        switch (court.kernel.below(9)) {
            case 0, 1, 2 -> court.wants(node, NodeRole.MANAGER);
            case 3, 4 -> demote(node);
            case 5 -> fail(node);
            case 6 -> known().stream().filter(n -> !court.up.contains(n)).forEach(court::returns);
            case 7 -> court.quorum.shake();
            default -> remove(node);
        }
    }

    /** All machines answer again. */
    void end() {
        known().stream().filter(node -> !court.up.contains(node)).forEach(court::returns);
        court.quorum.elect();
    }

    private List<NodeId> known() {
        return court.store.view().nodes().stream().map(node -> node.id()).toList();
    }

    private NodeId any() {
        var all = known();
        return all.get(court.kernel.below(all.size()));
    }

    /** Nobody demotes the last manager. */
    private void demote(NodeId node) {
        var others =
                court.store.view().nodes().stream()
                        .filter(other -> other.spec().value().role() == NodeRole.MANAGER)
                        .filter(other -> !other.id().equals(node))
                        .count();
        if (others > 0) {
            court.wants(node, NodeRole.WORKER);
        }
    }

    private void fail(NodeId node) {
        if (court.up.contains(node)) {
            court.fails(node);
        }
    }

    /** A node is removed by force only when the quorum stands without it. */
    private void remove(NodeId node) {
        var members = court.quorum.members();
        var left =
                members.keySet().stream()
                        .filter(court.up::contains)
                        .filter(other -> !other.equals(node))
                        .count();
        var wanted =
                court.store.view().nodes().stream()
                        .filter(other -> !other.id().equals(node))
                        .anyMatch(other -> other.spec().value().role() == NodeRole.MANAGER);
        var leads = court.quorum.leader().filter(node::equals).isPresent();
        if (wanted && !leads && left > members.size() / 2 && court.kernel.below(3) == 0) {
            court.removes(node);
        }
    }
}
