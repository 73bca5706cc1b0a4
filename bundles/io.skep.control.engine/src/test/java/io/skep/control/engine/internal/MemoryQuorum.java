package io.skep.control.engine.internal;

import io.skep.model.NodeId;
import io.skep.seam.Cancellable;
import io.skep.seam.Loop;
import io.skep.store.Quorum;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** Who leads, as a test says. */
public final class MemoryQuorum implements Quorum {

    public Optional<NodeId> leader = Optional.empty();

    @Override
    public Optional<NodeId> leader() {
        return leader;
    }

    @Override
    public Cancellable onLeader(Loop loop, Consumer<Optional<NodeId>> changed) {
        throw new UnsupportedOperationException("control does not wait for leaders");
    }

    @Override
    public SortedMap<NodeId, String> members() {
        return new TreeMap<>();
    }

    @Override
    public CompletionStage<Void> change(SortedMap<NodeId, String> members, Duration patience) {
        throw new UnsupportedOperationException("control changes no members");
    }

    @Override
    public CompletionStage<Void> transfer(NodeId to, Duration patience) {
        throw new UnsupportedOperationException("control transfers nothing");
    }
}
