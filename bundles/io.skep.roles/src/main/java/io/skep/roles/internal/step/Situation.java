package io.skep.roles.internal.step;

import io.skep.model.NodeGrant;
import io.skep.model.NodeId;
import io.skep.model.View;
import io.skep.model.spec.NodeRole;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What is, as the leader sees it, and the step that follows from it. Pure: equal situations give
 * equal steps. Source: swarm-behaviour ND-7, ND-8, RA-8.
 */
public final class Situation {

    private final NodeId self;
    private final SortedMap<NodeId, String> members;
    private final SortedMap<NodeId, Standing> standings;

    private Situation(
            NodeId self, SortedMap<NodeId, String> members, SortedMap<NodeId, Standing> standings) {
        this.self = self;
        this.members = members;
        this.standings = standings;
    }

    /** The situation of a leader with that view and those members of the quorum. */
    public static Situation of(View view, SortedMap<NodeId, String> members, NodeId self) {
        var standings = new TreeMap<NodeId, Standing>();
        members.keySet().forEach(node -> standings.put(node, Standing.removed(node, self)));
        view.nodes().forEach(node -> standings.put(node.id(), Standing.of(node, self)));
        var founded = view.nodes().stream().findAny().isPresent();
        return new Situation(self, new TreeMap<>(members), founded ? standings : new TreeMap<>());
    }

    /**
     * The next step: roles, then who comes, moves and goes, and this node itself last.
     *
     * @param deferred nodes whose last step failed a short while ago
     * @return absent when all is as wanted, or nothing can be done now
     */
    public Optional<Step> next(Set<NodeId> deferred) {
        return grants().or(
                        () ->
                                changes()
                                        .filter(step -> !deferred.contains(step.about()))
                                        .findFirst())
                .or(() -> deferred.contains(self) ? Optional.empty() : handOver());
    }

    private Optional<Step> grants() {
        var roles = new TreeMap<NodeId, NodeGrant>();
        for (var standing : standings.values()) {
            due(standing)
                    .filter(grant -> !grant.equals(standing.granted()))
                    .ifPresent(grant -> roles.put(standing.node(), grant));
        }
        return roles.isEmpty() ? Optional.empty() : Optional.of(new Step.Grant(roles));
    }

    private Optional<NodeGrant> due(Standing standing) {
        if (!standing.stored()) {
            return Optional.empty();
        }
        return members.containsKey(standing.node()) ? dueInside(standing) : dueOutside(standing);
    }

    /** A manager stays one until the quorum goes on without it. */
    private static Optional<NodeGrant> dueInside(Standing standing) {
        return standing.wantedAsManager() || !standing.isGranted(NodeRole.WORKER)
                ? Optional.of(new NodeGrant(NodeRole.MANAGER, true))
                : Optional.empty();
    }

    /**
     * A manager is made at once. One that was let go is a worker first, also when it is wanted
     * again by then: its part in the quorum has ended, and only a node that knows so begins a new
     * one.
     */
    private static Optional<NodeGrant> dueOutside(Standing standing) {
        if (standing.wasMember() || !standing.wantedAsManager()) {
            return Optional.of(new NodeGrant(NodeRole.WORKER));
        }
        boolean goes =
                standing.isGranted(NodeRole.WORKER) && standing.certified() == NodeRole.MANAGER;
        return goes ? Optional.empty() : Optional.of(new NodeGrant(NodeRole.MANAGER));
    }

    private Stream<Step.Change> changes() {
        return Stream.of(
                        standings.values().stream().filter(this::comes).map(this::with),
                        standings.values().stream().filter(this::moved).map(this::with),
                        standings.values().stream().filter(this::goes).map(this::without))
                .flatMap(steps -> steps)
                .filter(step -> quorate(members) && quorate(step.members()));
    }

    private boolean comes(Standing standing) {
        return standing.canJoin() && !members.containsKey(standing.node());
    }

    private boolean moved(Standing standing) {
        var address = members.get(standing.node());
        return address != null && standing.canJoin() && !address.equals(standing.endpoint());
    }

    private boolean goes(Standing standing) {
        return members.containsKey(standing.node())
                && !standing.wantedAsManager()
                && !standing.node().equals(self);
    }

    private Step.Change with(Standing standing) {
        var after = new TreeMap<>(members);
        after.put(standing.node(), standing.endpoint());
        return new Step.Change(standing.node(), after);
    }

    private Step.Change without(Standing standing) {
        return new Step.Change(standing.node(), membersWithout(standing.node()));
    }

    private SortedMap<NodeId, String> membersWithout(NodeId node) {
        var after = new TreeMap<>(members);
        after.remove(node);
        return Collections.unmodifiableSortedMap(after);
    }

    /** A leader that is to be no manager lets another one go on. */
    private Optional<Step> handOver() {
        var mine = standings.get(self);
        if (mine == null || mine.wantedAsManager() || !quorate(membersWithout(self))) {
            return Optional.empty();
        }
        return standings.values().stream()
                .filter(other -> members.containsKey(other.node()))
                .filter(other -> other.wantedAsManager() && other.reachable())
                .map(other -> (Step) new Step.HandOver(self, other.node()))
                .findFirst();
    }

    /** Whether a majority of those members answers; those that do not count as members. */
    private boolean quorate(SortedMap<NodeId, String> some) {
        var reachable = some.keySet().stream().filter(this::reachable).count();
        return reachable > some.size() / 2;
    }

    private boolean reachable(NodeId node) {
        var standing = standings.get(node);
        return standing != null && standing.reachable();
    }
}
