package io.skep.store;

import io.skep.model.NodeId;
import io.skep.seam.Cancellable;
import io.skep.seam.Loop;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/** The managers that agree on the state. Safe for use by any thread. */
@ProviderType
public interface Quorum {

    /** Who leads, as far as this node knows; absent when nobody does or it is no manager. */
    Optional<NodeId> leader();

    /** Tells a loop at once and whenever another leads. */
    Cancellable onLeader(Loop loop, Consumer<Optional<NodeId>> changed);

    /** The members as last committed, with host:port of each; empty when it is no manager. */
    SortedMap<NodeId, String> members();

    /**
     * Takes a member in, lets one go, or gives one another address. On the leader, one at a time. A
     * new one counts only when it has caught up. Fails with a {@link StoreException} when that does
     * not happen in time; the members are then as before or as wanted.
     */
    CompletionStage<Void> change(SortedMap<NodeId, String> members, Duration patience);

    /** Hands leadership over. On the leader. */
    CompletionStage<Void> transfer(NodeId to, Duration patience);

    /**
     * The newest term this node knows; it grows with elections. 0 while the node is no manager, and
     * where there are no elections.
     */
    default long term() {
        return 0;
    }
}
