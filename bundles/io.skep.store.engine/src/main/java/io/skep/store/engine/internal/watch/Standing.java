package io.skep.store.engine.internal.watch;

import io.skep.model.NodeId;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** How this node stands in its group. Outlives the engine. Set by one thread, read by any. */
public final class Standing {

    private final Sign<Long> term = new Sign<>(0L);
    private final Sign<Boolean> leading = new Sign<>(false);
    private final Sign<Optional<NodeId>> leader = new Sign<>(Optional.empty());
    private final Sign<SortedMap<NodeId, String>> members =
            new Sign<>(Collections.unmodifiableSortedMap(new TreeMap<>()));

    /** The newest term this node knows; 0 while it is no manager. */
    public Sign<Long> term() {
        return term;
    }

    /** Whether this node leads. */
    public Sign<Boolean> leading() {
        return leading;
    }

    /** Who leads; absent when nobody does, or nobody knows. */
    public Sign<Optional<NodeId>> leader() {
        return leader;
    }

    /** The members as last committed, with their addresses. */
    public Sign<SortedMap<NodeId, String>> members() {
        return members;
    }

    /** This node leads. */
    public void leads(NodeId self) {
        leader.set(Optional.of(self));
        leading.set(true);
    }

    /** This node does not lead; somebody else may. */
    public void follows(Optional<NodeId> other) {
        leading.set(false);
        leader.set(other);
    }

    /** This node is no manager. */
    public void nothing() {
        term.set(0L);
        follows(Optional.empty());
        consists(new TreeMap<>());
    }

    /** The group consists of these. */
    public void consists(SortedMap<NodeId, String> now) {
        members.set(Collections.unmodifiableSortedMap(new TreeMap<>(now)));
    }
}
