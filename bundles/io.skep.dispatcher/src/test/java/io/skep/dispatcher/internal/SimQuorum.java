package io.skep.dispatcher.internal;

import io.skep.model.NodeId;
import io.skep.seam.Cancellable;
import io.skep.seam.Loop;
import io.skep.store.Quorum;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** Members as a test wants them. */
final class SimQuorum implements Quorum {

    private final SortedMap<NodeId, String> members = new TreeMap<>();
    private Optional<NodeId> leader = Optional.empty();

    void member(NodeId node) {
        members.put(node, node + ":2377");
    }

    void leads(NodeId node) {
        member(node);
        leader = Optional.of(node);
    }

    void leaderless() {
        leader = Optional.empty();
    }

    @Override
    public Optional<NodeId> leader() {
        return leader;
    }

    @Override
    public SortedMap<NodeId, String> members() {
        return Collections.unmodifiableSortedMap(new TreeMap<>(members));
    }

    @Override
    public Cancellable onLeader(Loop loop, Consumer<Optional<NodeId>> changed) {
        throw new UnsupportedOperationException("the node room asks, not the dispatcher");
    }

    @Override
    public CompletionStage<Void> change(SortedMap<NodeId, String> wanted, Duration patience) {
        throw new UnsupportedOperationException("the room of roles asks, not the dispatcher");
    }

    @Override
    public CompletionStage<Void> transfer(NodeId to, Duration patience) {
        throw new UnsupportedOperationException("the room of roles asks, not the dispatcher");
    }
}
