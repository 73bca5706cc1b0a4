package io.skep.scheduler.engine.internal.place;

import io.skep.scheduler.engine.internal.filter.Checklist;
import io.skep.scheduler.engine.internal.filter.Explanation;
import io.skep.scheduler.engine.internal.fleet.Fleet;
import io.skep.scheduler.engine.internal.fleet.Need;
import io.skep.scheduler.engine.internal.fleet.NodeLoad;
import io.skep.scheduler.spi.Candidate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The nodes that can take tasks of one need: shared by all groups that have it, since most services
 * have nothing on most nodes. Nodes that refuse are looked at once, because within a turn nodes
 * only become fuller.
 */
final class Pool {

    private final Fleet fleet;
    private final Checklist checklist;
    // what each node offers to a service that has nothing on it; null when it refuses
    private final @Nullable Candidate[] fresh;
    private Explanation explanation = new Explanation("", List.of(), 0);
    private long explainedAt = -1;

    Pool(Fleet fleet, Need need) {
        this.fleet = fleet;
        this.checklist = new Checklist(need);
        this.fresh = new Candidate[fleet.nodes().size()];
        for (var node : fleet.nodes()) {
            fresh[node.index()] =
                    checklist.accepts(node, 0)
                            ? candidate(node, 0, 0, checklist.room(node, 0))
                            : null;
        }
    }

    Need need() {
        return checklist.need();
    }

    List<NodeLoad> nodes() {
        return fleet.nodes();
    }

    /** What each node offers to a service that has nothing on it; null when it refuses. */
    @Nullable Candidate[] fresh() {
        return fresh;
    }

    /** A node became fuller. */
    void refresh(NodeLoad node) {
        if (fresh[node.index()] != null) {
            int room = checklist.room(node, 0);
            fresh[node.index()] = room == 0 ? null : candidate(node, 0, 0, room);
        }
    }

    /** What a node offers to a group; empty when it refuses. */
    Optional<Candidate> offer(NodeLoad node, Attempt attempt) {
        var offered = fresh[node.index()];
        if (offered == null || !attempt.knows(node)) {
            return Optional.ofNullable(offered);
        }
        int tasksOfService = attempt.service().on(node);
        int room = checklist.room(node, tasksOfService);
        return room == 0
                ? Optional.empty()
                : Optional.of(candidate(node, tasksOfService, attempt.failures(node), room));
    }

    /** Why no node takes more of a group. */
    Explanation explain(Attempt attempt) {
        if (explainedAt != fleet.placed() || need().maxReplicas() > 0) {
            explanation = checklist.explain(fleet.nodes(), attempt.service());
            explainedAt = fleet.placed();
        }
        return explanation;
    }

    private static Candidate candidate(NodeLoad node, int tasksOfService, int failures, int room) {
        return new Candidate(
                node.id(), tasksOfService, node.tasks(), failures, room, node.free(), node.total());
    }
}
